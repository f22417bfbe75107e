import type { Env, MiddlewareHandler } from 'hono'
import { makeMemory } from './remembering.ts'

interface Validated<In, Q> {
  in: In
  out: { query: Q }
}

/**
 * A query's validator, which is asked once about each: ten thousand who come at once ask the same few, and
 * get the same objects, never to be changed. What it refuses it is asked again.
 */
export function rememberedQuery<
  E extends Env,
  P extends string,
  In extends object,
  Q extends object,
>(validate: MiddlewareHandler<E, P, Validated<In, Q>>): MiddlewareHandler<E, P, Validated<In, Q>> {
  const memory = makeMemory<Q>({ most: 500, longest: 1_024 })
  const remember: MiddlewareHandler<E, P, Validated<In, Q>> = (c, next) => {
    const { url } = c.req
    const query = url.slice(url.indexOf('?') + 1)
    const remembered = memory.get(query)
    if (remembered !== undefined) {
      c.req.addValidatedData('query', remembered)
      return next()
    }
    return validate(c, () => {
      memory.keep(query, c.req.valid('query'))
      return next()
    })
  }
  // What it says of itself to the description of the API.
  return Object.assign(remember, validate)
}
