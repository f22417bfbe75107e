import type { Context, MiddlewareHandler } from 'hono'

/**
 * What a route has refused that is no mistake of an app's: an address that this server may not knock
 * at, a body that is too long or too deep, something that is another user's.
 */
export type Suspicion = 'address' | 'body' | 'another'

/** Under which name a context carries it. */
const name = 'suspicion'

/** To be written down once the answer is made. */
export function suspect(c: Context, what: Suspicion): void {
  c.set(name, what)
}

/** Hears of what the routes behind it suspect. */
export function hearSuspicions(hear: (what: Suspicion, c: Context) => void): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const what: Suspicion | undefined = c.get(name)
    if (what !== undefined) hear(what, c)
  }
}
