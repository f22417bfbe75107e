import type { Change, Frame } from '../../../shared/frame.ts'
import { oncePerChange } from '../../feeds/once-per-change.ts'
import { sseEvent } from '../../feeds/sse-encoding.ts'
import { sseBytes } from '../../feeds/sse-packing.ts'
import { textMessages } from '../../feeds/websocket-encoding.ts'
import type { Encoding, MarketContext } from '../../hub/output.ts'
import type { PlainChange } from './changes.ts'

/** What Ebb would send if it sent what its peers do: one message a window, five fields a change. */
export function plainEncoding(own: Encoding): Encoding {
  const isSse = own.name.startsWith('sse')
  const textOf = oncePerChange(plainText)
  const textsOf = (frame: Frame, context: MarketContext) =>
    `[${frame.changes.map((change) => textOf(change, context)).join()}]`
  return {
    ...own,
    name: `${own.name}.plain`,
    frame(frame, context) {
      const text = textsOf(frame, context)
      return isSse ? sseBytes(sseEvent('price', text), 'chunked') : textMessages([text])
    },
  }
}

function plainText({ index, price, time }: Change, { listing }: MarketContext): string {
  return JSON.stringify({
    symbol: listing.instruments[index]?.symbol ?? '',
    venue: 'BINANCE',
    price: price / 100,
    change_24h: 1.25,
    timestamp: time,
  } satisfies PlainChange)
}
