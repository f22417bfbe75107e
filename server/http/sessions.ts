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
  /** A new token for the same session, and another user where one is named: what was known before is worth nothing. */
  renew(c: Exchange, session: Identity, user?: string): Promise<Identity>
  /** False where the user has no such session. */
  end(user: string, id: string): Promise<boolean>
  /** Takes the cookie away. */
  leave(c: Exchange): void
  /** What is known of this user's sessions is known no more. */
  forget(user: string): void
}
