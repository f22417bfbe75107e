import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { subprotocols } from '../../shared/protocol.ts'
import { remembering } from '../http/remembering.ts'
import { sharedDeflateAnswer, takesSharedDeflate } from './shared-deflate.ts'

/** How prices go to a client. */
export type Form = 'frame' | 'deflated' | 'json'

/** What is agreed with a client that opens a WebSocket. */
export interface Handshake {
  form: Form
  /** The head of the answer, whole. */
  answer: string
}

/** What a key is joined with (RFC 6455 section 1.3). */
const known = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
/** Sixteen bytes in base64. */
const keyPattern = /^[+/\dA-Za-z]{22}==$/

/** The server's part of the handshake (RFC 6455 section 4.2); `undefined` where the client's is none. */
export function shakeHands({ method, headers }: IncomingMessage): Handshake | undefined {
  const key = headers['sec-websocket-key'] ?? ''
  const isOurs = headers['sec-websocket-version'] === '13' && keyPattern.test(key)
  if (method !== 'GET' || !isOurs) return undefined

  const protocols = headers['sec-websocket-protocol'] ?? ''
  const { form, end } = agreeOn(`${protocols}\n${headers['sec-websocket-extensions'] ?? ''}`)
  const accept = hash('sha1', `${key}${known}`, 'base64')
  return { form, answer: `${head}${accept}${end}` }
}

const head =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Accept: '

/** By what is offered, protocols and extensions on a line each: the form, and the end of the answer. */
const agreeOn = remembering(agree, { most: 100, longest: 256, isKept: () => true })

function agree(offers: string): { form: Form; end: string } {
  const [protocols = '', extensions = ''] = offers.split('\n')
  const offered = protocols.split(',').map((each) => each.trim())
  const protocol = [subprotocols.frame, subprotocols.json].find((each) => offered.includes(each))
  const form = formOf(protocol, extensions)
  const lines = [
    '',
    ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
    ...(form === 'deflated' ? [`Sec-WebSocket-Extensions: ${sharedDeflateAnswer}`] : []),
  ]
  return { form, end: `${lines.join('\r\n')}\r\n\r\n` }
}

/** Frames are packed as closely already as deflate would. */
function formOf(protocol: string | undefined, extensions: string): Form {
  if (protocol === subprotocols.frame) return 'frame'
  return takesSharedDeflate(extensions) ? 'deflated' : 'json'
}
