import type { IncomingMessage } from 'node:http'
import { parse, serialize } from 'hono/utils/cookie'
import { isEncrypted } from '../http/client.ts'

/**
 * The session's cookie. Where the connection is secure it is `__Host-ebb`, which no other host of the
 * domain and no plain connection can set (RFC 6265bis, section 4.1.3.2). A server at home that is
 * reached over plain HTTP has `ebb`, because a browser would refuse the other; a secure one never
 * reads it.
 */
const names = { secure: '__Host-ebb', plain: 'ebb' } as const
/** Browsers keep a cookie for no longer. */
export const cookieDays = 400
const maxAge = cookieDays * 86_400

/** Whether the browser takes a Secure cookie from here: over HTTPS, or from this machine itself. */
export function isSecure(incoming: IncomingMessage, trustProxy: boolean): boolean {
  if (isEncrypted(incoming, trustProxy)) return true
  if (trustProxy && incoming.headers['x-forwarded-proto'] !== undefined) return false
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  return host === 'localhost' || host.endsWith('.localhost')
}

/**
 * What the browser has kept. Two different cookies of the name can't both be ours: somebody else of the
 * domain has set one, and neither is believed.
 */
export function readCookie(header: string | undefined, secure: boolean): string | undefined {
  if (header === undefined) return undefined
  const name = secure ? names.secure : names.plain
  const pairs = header.split(';').filter((pair) => pair.slice(0, pair.indexOf('=')).trim() === name)
  const values = new Set(pairs.map((pair) => parse(pair, name)[name]))
  return values.size === 1 ? [...values][0] : undefined
}

/** The header that sets it; `undefined`: that takes it away. */
export function writeCookie(token: string | undefined, secure: boolean): string {
  return serialize(secure ? names.secure : names.plain, token ?? '', {
    path: '/',
    httpOnly: true,
    secure,
    sameSite: 'Lax',
    maxAge: token === undefined ? 0 : maxAge,
  })
}
