import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { subprotocols } from '../../shared/protocol.ts'
import { shakeHands } from './websocket-handshake.ts'

/** The key and its answer of RFC 6455 section 1.3. */
const key = 'dGhlIHNhbXBsZSBub25jZQ=='
const accept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='

function ask(headers: Record<string, string> = {}, method = 'GET') {
  const incoming = new IncomingMessage(new Socket())
  incoming.method = method
  incoming.headers = { 'sec-websocket-version': '13', 'sec-websocket-key': key, ...headers }
  return shakeHands(incoming)
}

it('answers the key, and nothing that was not asked for', () => {
  expect(ask()).toEqual({
    form: 'json',
    answer:
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
  })
})

it('agrees to frames before plain messages, and to deflate only for these', () => {
  const { frame, json } = subprotocols
  const deflate = { 'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits' }
  const both = ask({ ...deflate, 'sec-websocket-protocol': `other, ${json} ,${frame}` })
  expect(both?.form).toBe('frame')
  expect(both?.answer).toContain(`\r\nSec-WebSocket-Protocol: ${frame}\r\n\r\n`)
  const plain = ask({ ...deflate, 'sec-websocket-protocol': json })
  expect(plain?.form).toBe('deflated')
  expect(plain?.answer).toContain(
    `\r\nSec-WebSocket-Protocol: ${json}\r\nSec-WebSocket-Extensions: permessage-deflate;` +
      ' client_no_context_takeover; server_max_window_bits=13\r\n\r\n',
  )
  expect(ask({ 'sec-websocket-protocol': 'other' })?.answer).not.toContain('Sec-WebSocket-Protocol')
})

it.each([
  ['another method', {}, 'POST'],
  ['another version', { 'sec-websocket-version': '8' }, 'GET'],
  ['no key', { 'sec-websocket-key': '' }, 'GET'],
  ['a key that is not of sixteen bytes', { 'sec-websocket-key': 'AAAA' }, 'GET'],
  ['two keys', { 'sec-websocket-key': `${key}, ${key}` }, 'GET'],
])('takes %s for no handshake', (_, headers, method) => {
  expect(ask(headers, method)).toBeUndefined()
})
