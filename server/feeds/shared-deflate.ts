import { constants, inflateRawSync } from 'node:zlib'
import { windowBits } from './deflated.ts'

/*
 * permessage-deflate (RFC 7692) with one context for many: messages are deflated against those that
 * the whole cohort has got, and whatever goes to one client alone goes uncompressed, which leaves a
 * context as it is. No client has a compressor of its own.
 */

/** What we agree to. A client's own messages stand alone, so that nothing is kept for them either. */
export const sharedDeflateAnswer = `permessage-deflate; client_no_context_takeover; server_max_window_bits=${windowBits}`

/** Whether one of the offers in `Sec-WebSocket-Extensions` has room for that; else nothing is agreed to. */
export function takesSharedDeflate(offers: string): boolean {
  return offers.split(',').some((offer) => {
    const [name = '', ...parameters] = offer.split(';').map((each) => each.trim())
    return name === 'permessage-deflate' && parameters.every(isRoomy)
  })
}

function isRoomy(parameter: string): boolean {
  const [name, value] = parameter.split('=').map((each) => each.trim())
  if (name === 'server_no_context_takeover') return false
  if (name !== 'server_max_window_bits') return true
  return Number((value ?? '').replaceAll('"', '')) >= windowBits
}

/** The end of each message's last block, which isn't sent (section 7.2.2). */
const flushed = Buffer.of(0, 0, 0xff, 0xff)

/** What a client has deflated: no more than so many bytes, or why it can't be had. */
export function inflateMessage(payload: Buffer, maxBytes: number): Buffer | 'larger' | 'broken' {
  try {
    return inflateRawSync(Buffer.concat([payload, flushed]), {
      maxOutputLength: maxBytes,
      finishFlush: constants.Z_SYNC_FLUSH,
    })
  } catch (error) {
    const isLarger = error instanceof RangeError
    return isLarger ? 'larger' : 'broken'
  }
}
