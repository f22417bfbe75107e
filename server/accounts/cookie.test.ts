import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { isSecure, readCookie, writeCookie } from './cookie.ts'
import { deviceOf } from './device.ts'

function incoming(headers: Record<string, string>, encrypted = false): IncomingMessage {
  const socket = new Socket()
  if (encrypted) Object.defineProperty(socket, 'encrypted', { value: true })
  const message = new IncomingMessage(socket)
  message.headers = headers
  return message
}

it('knows a secure connection, and believes a proxy only where it is trusted', () => {
  expect(isSecure(incoming({ host: 'nas:8080' }), false)).toBe(false)
  expect(isSecure(incoming({ host: 'nas:8080' }, true), false)).toBe(true)
  expect(isSecure(incoming({ host: 'localhost:8080' }), false)).toBe(true)
  expect(isSecure(incoming({ host: 'localhost.evil.example' }), false)).toBe(false)
  const proxied = incoming({ host: 'ebb.example', 'x-forwarded-proto': 'https' })
  expect(isSecure(proxied, false)).toBe(false)
  expect(isSecure(proxied, true)).toBe(true)
  const forged = incoming({ host: 'ebb.example', 'x-forwarded-proto': 'https, http' })
  expect(isSecure(forged, true)).toBe(false)
})

it('sets a cookie that no script, no other site and no other host can read or set', () => {
  expect(writeCookie('t', true)).toBe(
    '__Host-ebb=t; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Lax',
  )
  expect(writeCookie('t', false)).toBe('ebb=t; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax')
  expect(writeCookie(undefined, true)).toMatch(/^__Host-ebb=; Max-Age=0; /)
})

it('never reads the plain cookie over a secure connection', () => {
  expect(readCookie('ebb=tossed; __Host-ebb=ours', true)).toBe('ours')
  expect(readCookie('ebb=tossed', true)).toBeUndefined()
  expect(readCookie('a=b; ebb=ours', false)).toBe('ours')
})

it('calls a device by what people know it by, whatever its header says', () => {
  const mozilla = 'Mozilla/5.0'
  expect(deviceOf(`${mozilla} (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0`)).toBe(
    'Firefox on Linux',
  )
  expect(
    deviceOf(`${mozilla} (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36`),
  ).toBe('Chrome on Android')
  expect(
    deviceOf(`${mozilla} (iPhone; CPU iPhone OS 18_4 like Mac OS X) Version/18.4 Safari/604.1`),
  ).toBe('Safari on iPhone')
  expect(deviceOf('<script>alert(1)</script>')).toBe('Another device')
  expect(deviceOf(undefined)).toBe('Another device')
})

it('believes neither of two cookies of the same name', () => {
  expect(readCookie('ebb=a; ebb=b', false)).toBeUndefined()
  expect(readCookie('other=1;ebb=a; ebb=a', false)).toBe('a')
  expect(readCookie('__Host-ebb=a; ebb=b', true)).toBe('a')
  expect(readCookie('; =; ebb; ebb=a', false)).toBe('a')
})
