import type { PerMessageDeflateOptions } from 'ws'
import { windowBits } from './deflated.ts'

/*
 * permessage-deflate (RFC 7692) with one context for many: messages are deflated against those that
 * the whole cohort has got, and whatever goes to one client alone goes uncompressed, which leaves a
 * context as it is. No client has a compressor of its own.
 */

/** What we agree to. A client's own messages stand alone, so that nothing is kept for them either. */
export const sharedDeflate: PerMessageDeflateOptions = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: true,
  serverMaxWindowBits: windowBits,
}

/** Whether one of the offers in `Sec-WebSocket-Extensions` has room for that; else nothing is agreed to. */
export function takesSharedDeflate(offers: string | undefined): boolean {
  return (offers ?? '').split(',').some((offer) => {
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
