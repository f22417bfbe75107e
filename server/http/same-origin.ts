import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { isAllowedOrigin } from './client.ts'
import { problemResponse } from './problem.ts'

export interface SameOriginOptions {
  origins: readonly string[]
  trustProxy: boolean
  /** Somebody's page has tried. */
  onRefused(what: { method: string; path: string; origin: string }): void
}

const safe = ['GET', 'HEAD', 'OPTIONS']

/**
 * Lets what changes something come from our own pages alone: the browser tells the origin of every
 * such request and lets no page forge it (OWASP, Cross-Site Request Forgery Prevention). A body must
 * say that it is JSON, which no form can.
 */
export function sameOrigin(
  options: SameOriginOptions,
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    if (safe.includes(c.req.method)) return next()
    const site = c.req.header('sec-fetch-site')
    const isOurs = isAllowedOrigin(c.env.incoming, options)
    const isCross = site === 'cross-site' && c.req.header('origin') === undefined
    if (!isOurs || isCross) {
      const origin = c.req.header('origin') ?? site ?? ''
      options.onRefused({ method: c.req.method, path: c.req.path, origin })
      return problemResponse({
        status: 403,
        detail: 'Only pages of this server may do this. EBB_ORIGINS lists others that may.',
      })
    }
    const type = c.req.header('content-type')
    if (hasBody(c.env.incoming) && !/^application\/json\s*(;|$)/i.test(type ?? '')) {
      return problemResponse({ status: 415, detail: 'The body must be application/json.' })
    }
    return next()
  }
}

/** RFC 9112, section 6.3: a request without either of these has none. */
function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'] ?? '0'
  return length !== '0' || headers['transfer-encoding'] !== undefined
}
