import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { clientAddress, isAllowedOrigin } from './client.ts'

function incoming(headers: Record<string, string>, remoteAddress = '192.0.2.1'): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress })
  const message = new IncomingMessage(socket)
  message.headers = headers
  return message
}

it('believes X-Forwarded-For only behind a trusted proxy, and only its last address', () => {
  const forged = incoming({ 'x-forwarded-for': '10.0.0.1, 198.51.100.7' })
  expect(clientAddress(forged, false)).toBe('192.0.2.1')
  expect(clientAddress(forged, true)).toBe('198.51.100.7')
  expect(clientAddress(incoming({}), true)).toBe('192.0.2.1')
})

it('takes the addresses of an IPv6 network for one client', () => {
  const address = (text: string) => clientAddress(incoming({}, text), false)
  expect(address('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(address('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64')
  expect(address('2001:0db8::1')).toBe('2001:db8:0:0::/64')
  expect(address('::1')).toBe('0:0:0:0::/64')
  expect(address('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(address('::ffff:192.0.2.9')).toBe('192.0.2.9')
})

it('compares the origin with the host that was asked for, and with the configuration', () => {
  const allowed = (headers: Record<string, string>, trustProxy = false) =>
    isAllowedOrigin(incoming(headers), { origins: ['https://ebb.example'], trustProxy })
  expect(allowed({})).toBe(true)
  expect(allowed({ origin: 'http://nas:8080', host: 'nas:8080' })).toBe(true)
  expect(allowed({ origin: 'https://nas', host: 'nas' })).toBe(true)
  expect(allowed({ origin: 'https://ebb.example', host: 'nas' })).toBe(true)
  expect(allowed({ origin: 'https://evil.example', host: 'nas' })).toBe(false)
  expect(allowed({ origin: 'https://evil.example' })).toBe(false)
  expect(allowed({ origin: 'null', host: 'null' })).toBe(false)
  const proxied = {
    origin: 'https://a.example',
    host: 'inner:8080',
    'x-forwarded-host': 'a.example',
  }
  expect(allowed(proxied)).toBe(false)
  expect(allowed(proxied, true)).toBe(true)
})
