import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { remembering } from './remembering.ts'

/**
 * Who asks, for limits. Behind a trusted proxy it is what that proxy appended to X-Forwarded-For,
 * the last one: all before it is whatever the client wrote. An IPv6 client is its /64, because
 * whoever has one address there has them all.
 */
export function clientAddress(incoming: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? header(incoming, 'x-forwarded-for')?.split(',').at(-1)?.trim() : ''
  return nameOf(forwarded || incoming.socket.remoteAddress || 'unknown')
}

const nameOf = remembering(nameOfAddress, { most: 1_000, longest: 45, isKept: () => true })

function nameOfAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  return isIPv6(address) ? prefixOf(address) : address
}

/** Whether the client speaks TLS, with us or with a proxy whose word we take. */
export function isEncrypted(incoming: IncomingMessage, trustProxy: boolean): boolean {
  if ('encrypted' in incoming.socket && incoming.socket.encrypted === true) return true
  const proto = trustProxy ? header(incoming, 'x-forwarded-proto') : undefined
  return proto?.split(',').at(-1)?.trim() === 'https'
}

/**
 * Whether a page of this origin may open a socket here: its own server's pages, and those of the
 * configured origins. A browser always tells the origin and lets no page forge it, nor the Host
 * header; who tells none is no browser. The Host header rather than a configured name, so that a
 * server at home can be reached by any name the network has for it.
 */
export function isAllowedOrigin(
  incoming: IncomingMessage,
  { origins, trustProxy }: { origins: readonly string[]; trustProxy: boolean },
): boolean {
  const origin = incoming.headers.origin
  if (origin === undefined || origins.includes(origin)) return true
  const named = hostOf(origin)
  if (named === '') return false
  const forwarded = trustProxy ? header(incoming, 'x-forwarded-host') : undefined
  const host = forwarded ?? incoming.headers.host
  return named === host?.toLowerCase()
}

/** The pages of a few sites are nearly all that ever come. Empty: none can be told. */
const hostOf = remembering((origin) => (URL.canParse(origin) ? new URL(origin).host : ''), {
  most: 100,
  longest: 256,
  isKept: (host) => host !== '',
})

function header(incoming: IncomingMessage, name: string): string | undefined {
  const value = incoming.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

/** The first four groups of an IPv6 address. */
function prefixOf(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...new Array<string>(zeros).fill('0'), ...after]
  const prefix = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${prefix.join(':')}::/64`
}
