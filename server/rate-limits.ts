import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { clientAddress } from './http/client.ts'
import type { Sessions } from './http/sessions.ts'
import { type RateLimitOptions, rateLimit } from './routes/rate-limit.ts'

type Asked = Context<{ Bindings: HttpBindings }>

export interface RateLimitsOptions {
  sessions: Pick<Sessions, 'of'>
  trustProxy: boolean
  /** Requests to /api of one address, on average; four times as many at once. */
  requestsPerSecond: number
  onRefused(what: { limit: string; path: string; address: string }): void
}

const [second, minute] = [1, 60]
const changing = ['POST', 'PUT', 'PATCH', 'DELETE']

/**
 * How often one address and one user may do what. Behind an address there may be a school; a user has
 * a few devices. What is dear to others (a new user, a guess, a knock at somebody's door, a write) is
 * bounded more tightly than a read.
 */
export function makeRateLimits(options: RateLimitsOptions) {
  const { sessions, trustProxy, requestsPerSecond, onRefused } = options
  const address = (c: Asked) => clientAddress(c.env.incoming, trustProxy)
  const user = async (c: Asked) => (await sessions.of(c.env.incoming))?.user
  /** Only who has no session yet is about to get one. */
  const newcomer = async (c: Asked) => ((await user(c)) === undefined ? address(c) : undefined)
  const told = (c: Asked, limit: string) =>
    onRefused({ limit, path: c.req.path, address: address(c) })
  const limit = (
    name: string,
    requests: number,
    seconds: number,
    keyOf: RateLimitOptions['keyOf'],
  ) => rateLimit({ name, requests, seconds, keyOf, onRefused: told })

  return {
    /** Before anything else is done for a request. */
    addresses(http: Hono<{ Bindings: HttpBindings }>): void {
      http.use('/api/*', limit('address', 4 * requestsPerSecond, 4 * second, address))
      http.post('/unsubscribe', limit('unsubscribe', 60, minute, address))
    },
    /** Behind what refuses other sites' pages: they mustn't use up what is a visitor's of theirs. */
    routes(http: Hono<{ Bindings: HttpBindings }>): void {
      http.on(changing, '/api/*', limit('user', 12 * requestsPerSecond, 10 * second, user))
      http.post('/api/session', limit('newcomers', 120, 10 * minute, newcomer))
      http.post('/api/passkeys/login/*', limit('login', 60, minute, address))
      http.post('/api/passkeys/registration/*', limit('passkeys', 30, minute, user))
      http.on('POST', ['/api/push', '/api/channels/*'], limit('channels', 60, minute, address))
      http.post('/api/notifications/test', limit('tests', 60, minute, address))
      http.post('/api/records', limit('records', 240, minute, user))
    },
  }
}
