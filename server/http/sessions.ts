import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'

/** Who asks, and with which device. */
export interface Identity {
  /** The session's. */
  id: string
  user: string
  device: string
  /** Epoch ms. */
  createdAt: number
}

/** What a cookie is read from and written to: any context of Hono's. */
export interface Exchange {
  readonly env: HttpBindings
  readonly req: { header(name: string): string | undefined }
  header(name: string, value: string, options: { append: boolean }): void
}

/** What a route behind `required` finds in its context. */
export interface SessionEnv {
  Bindings: HttpBindings
  Variables: { session: Identity }
}

/** Who asks: the session of a request's cookie. */
export interface Sessions {
  /** Rejects with a StorageError. */
  of(incoming: IncomingMessage): Promise<Identity | undefined>
  /** Refuses with 401 where there is no session. */
  required: MiddlewareHandler<SessionEnv>
  /** A new user for who has no session; sets the cookie. */
  begin(c: Exchange): Promise<Identity>
  /** The same token for as long again as a browser keeps one; call it when the app starts. */
  prolong(c: Exchange, session: Identity): void
  /**
   * This device is this user's from now on, by a new token: what was known before is worth nothing.
   * `merge`: with all that is theirs who it was before, in one transaction. `undefined`, and nothing
   * has changed, where one of them is no more.
   */
  become(c: Exchange, user: string, before: Before | undefined): Promise<Identity | undefined>
  /**
   * With the last session of a user without a passkey, the user goes. False where they have no such
   * session.
   */
  end(user: string, id: string): Promise<boolean>
  /** Takes the cookie away. */
  leave(c: Exchange): void
  /** This user is no more, nor any session of theirs. */
  forget(user: string): void
}

/** Who a device was until it logged in. */
export interface Before {
  session: Identity
  merge: boolean
}

/** What open streams must hear of: a session, or all of a user's, are theirs no longer. */
export interface Departure {
  user: string
  /** `undefined`: all of them. */
  session: string | undefined
  /** `moved`: it goes on as another user's; who connects again is that one. */
  why: 'ended' | 'moved'
}
