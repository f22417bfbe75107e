import type { IncomingMessage } from 'node:http'
import { problemResponse } from '../http/problem.ts'
import type { Departure, Exchange, Sessions } from '../http/sessions.ts'
import type { Accounts, Session } from '../storage/accounts/accounts.ts'
import { isSecure, readCookie, writeCookie } from './cookie.ts'
import { deviceOf } from './device.ts'
import { hashOf, isToken, newId, newToken } from './token.ts'

export interface SessionsOptions {
  accounts: Pick<Accounts, 'sessions' | 'users'>
  trustProxy: boolean
  now(): number
  /** Hears of sessions that end here, or become somebody else's; others notice within seconds. */
  onDeparture?(departure: Departure): void
  /** This alert has ended with its user. */
  unwatch(alert: string): void
}

/** Known sessions are asked for again after so long: one that another server has ended ends here by then. */
const knownMs = 5_000
/** The least recently used are let go. */
const maxKnown = 10_000
/** That a session was seen is written no more often. */
const seenMs = 3_600_000
/** A cookie that is younger needs no longer life yet. */
const prolongMs = 86_400_000

export function makeSessions(options: SessionsOptions): Sessions {
  const { accounts, trustProxy, now, onDeparture, unwatch } = options
  /** By hash, the least recently found first. */
  const known = new Map<string, { session: Session; until: number }>()
  /** How often something was forgotten: what was asked for before may have ended meanwhile. */
  let departures = 0

  async function of(incoming: IncomingMessage): Promise<Session | undefined> {
    const token = tokenOf(incoming)
    if (token === undefined) return undefined
    const hash = hashOf(token)
    const cached = known.get(hash)
    if (cached !== undefined && cached.until > now()) return cached.session
    known.delete(hash)
    const before = departures
    const session = await accounts.sessions.find(hash)
    if (session === undefined) return undefined
    if (now() - session.seenAt > seenMs) {
      // Who they are is known although it can't be written; the storage's health says why.
      await accounts.sessions.seen(session.id, now()).catch(() => {})
    }
    if (before === departures) remember(hash, session)
    return session
  }

  function tokenOf(incoming: IncomingMessage): string | undefined {
    const token = readCookie(incoming.headers.cookie, isSecure(incoming, trustProxy))
    return token !== undefined && isToken(token) ? token : undefined
  }

  function remember(hash: string, session: Session): void {
    known.set(hash, { session, until: now() + knownMs })
    for (const oldest of known.keys()) {
      if (known.size <= maxKnown) break
      known.delete(oldest)
    }
  }

  function departed(departure: Departure): void {
    const { user, session: id } = departure
    departures++
    for (const [hash, { session }] of known) {
      if (session.user === user && (id === undefined || session.id === id)) known.delete(hash)
    }
    onDeparture?.(departure)
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
      // Before the answer, because a stream's head is gone by the end of it.
      c.header('cache-control', 'no-store')
      await next()
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
    prolong(c, session) {
      const token = tokenOf(c.env.incoming)
      if (token !== undefined && now() - session.createdAt > prolongMs) setCookie(c, token)
    },
    async become(c, user, before) {
      const token = newToken()
      const hash = hashOf(token)
      if (before === undefined) {
        const device = deviceOf(c.req.header('user-agent'))
        const session = await accounts.sessions.add(user, { id: newId(), hash, device }, now())
        if (session !== undefined) setCookie(c, token)
        return session
      }
      const { session, merge } = before
      const { id, user: from } = session
      const isMerged = merge && from !== user
      const isDone = isMerged
        ? await accounts.users.merge({ from, into: user, session: { id, hash } })
        : await accounts.sessions.renew(id, { hash, user })
      if (!isDone) return undefined
      departed({ user: from, session: isMerged ? undefined : id, why: 'moved' })
      setCookie(c, token)
      return { ...session, user }
    },
    async end(user, id) {
      const ended = await accounts.sessions.end(user, id)
      if (ended === undefined) return false
      ended.alerts.forEach(unwatch)
      departed({ user, session: id, why: 'ended' })
      return true
    },
    leave: (c) => setCookie(c, undefined),
    forget: (user) => departed({ user, session: undefined, why: 'ended' }),
  }
}
