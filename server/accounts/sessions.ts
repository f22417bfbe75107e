import type { IncomingMessage } from 'node:http'
import { problemResponse } from '../http/problem.ts'
import type { Exchange, Sessions } from '../http/sessions.ts'
import type { Accounts, Session } from '../storage/accounts/accounts.ts'
import { isSecure, readCookie, writeCookie } from './cookie.ts'
import { deviceOf } from './device.ts'
import { hashOf, isToken, newId, newToken } from './token.ts'

export interface SessionsOptions {
  accounts: Pick<Accounts, 'sessions' | 'users'>
  trustProxy: boolean
  now(): number
}

/** Known sessions are asked for again after so long: one that another server has ended ends here by then. */
const knownMs = 5_000
/** The least recently used are let go. */
const maxKnown = 10_000
/** That a session was seen is written no more often. */
const seenMs = 3_600_000

export function makeSessions({ accounts, trustProxy, now }: SessionsOptions): Sessions {
  /** By hash, the least recently asked for first. */
  const known = new Map<string, { session: Session; until: number }>()

  async function of(incoming: IncomingMessage): Promise<Session | undefined> {
    const token = readCookie(incoming.headers.cookie, isSecure(incoming, trustProxy))
    if (token === undefined || !isToken(token)) return undefined
    const hash = hashOf(token)
    const cached = known.get(hash)
    if (cached !== undefined && cached.until > now()) return cached.session
    known.delete(hash)
    const session = await accounts.sessions.find(hash)
    if (session === undefined) return undefined
    if (now() - session.seenAt > seenMs) await accounts.sessions.seen(session.id, now())
    remember(hash, session)
    return session
  }

  function remember(hash: string, session: Session): void {
    known.set(hash, { session, until: now() + knownMs })
    for (const oldest of known.keys()) {
      if (known.size <= maxKnown) break
      known.delete(oldest)
    }
  }

  function forgetWhere(is: (session: Session) => boolean): void {
    for (const [hash, { session }] of known) if (is(session)) known.delete(hash)
  }

  function setCookie(c: Exchange, token: string | undefined): void {
    c.header('set-cookie', writeCookie(token, isSecure(c.env.incoming, trustProxy)), {
      append: true,
    })
  }

  return {
    of,
    required: async (c, next) => {
      const session = await of(c.env.incoming)
      if (session === undefined) {
        return problemResponse({
          status: 401,
          detail: 'There is no session, or it has ended. Begin one by POST /api/session.',
        })
      }
      c.set('session', session)
      await next()
      c.header('cache-control', 'no-store')
      return undefined
    },
    async begin(c) {
      const token = newToken()
      const hash = hashOf(token)
      const device = deviceOf(c.req.header('user-agent'))
      const session = await accounts.users.create({
        id: newId(),
        session: { id: newId(), hash, device },
        now: now(),
      })
      setCookie(c, token)
      return session
    },
    async renew(c, session, user) {
      const token = newToken()
      const hash = hashOf(token)
      forgetWhere(({ id }) => id === session.id)
      const isThere = await accounts.sessions.renew(session.id, {
        hash,
        ...(user !== undefined && { user }),
      })
      if (!isThere) throw new Error('The session has ended meanwhile.')
      setCookie(c, token)
      return { ...session, user: user ?? session.user }
    },
    async end(user, id) {
      forgetWhere((session) => session.id === id)
      return accounts.sessions.end(user, id)
    },
    leave: (c) => setCookie(c, undefined),
    forget: (user) => forgetWhere((session) => session.user === user),
  }
}
