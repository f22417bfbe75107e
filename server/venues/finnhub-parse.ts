import type { Instrument } from '../../shared/instrument.ts'
import type { VenueEvent } from './event.ts'
import {
  type Fields,
  type FrameContext,
  isFields,
  readFrame,
  readOf,
  readTrade,
  refused,
  shown,
} from './reading.ts'

/**
 * Conditions, as Finnhub numbers those of the consolidated tape, under which a price is not the
 * market's of that moment, so that it would be an outlier: average price 3, cash sale 5, price
 * variation 10, official close and open (again, without a trade) 16 and 20, next day 17, prior
 * reference price 21, seller 22, out of sequence 25 and 30, contingent 26 and 37, derivatively priced
 * 32, corrected close 39. Odd lots (12) and prints out of hours (24) are trades like others.
 */
const offMarket: ReadonlySet<unknown> = new Set(
  [3, 5, 10, 16, 17, 20, 21, 22, 25, 26, 30, 32, 37, 39].map(String),
)

/**
 * What one text frame of Finnhub says: finnhub.io/docs/api/websocket-trades. Trades of several symbols
 * share a frame, their times may fall, and nothing is acknowledged. Never throws; what is malformed
 * becomes a `refused` event.
 */
export function parseFinnhub(text: string, context: FrameContext): readonly VenueEvent[] {
  return readFrame(text, ({ type, data, msg }) => {
    switch (type) {
      case 'trade':
        if (!Array.isArray(data)) return [refused(`A trade frame holds ${shown(data)}.`)]
        return data.flatMap((item, i) => readPrint(item, data[i - 1], context))
      case 'ping':
        return [{ type: 'alive' }]
      case 'error':
        // It names no symbol, even where one is meant: who stays silent is found by the silence.
        return [refused(`Finnhub answered an error: ${shown(msg)}.`)]
      default:
        return [refused(`A frame of the type ${shown(type)}, which Finnhub does not document.`)]
    }
  })
}

function readPrint(item: unknown, before: unknown, context: FrameContext): VenueEvent[] {
  if (!isFields(item)) return [refused(`A frame holds ${shown(item)} where a trade belongs.`)]
  if (isOffMarket(item) || isCopy(item, before)) return []
  return [readOf(item.s, context, (instrument) => readOne(item, instrument, context))]
}

function readOne(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  return readTrade(
    { time: item.t, price: item.p, size: item.v, side: undefined, id: undefined },
    of,
    context,
  )
}

function isOffMarket({ c }: Fields): boolean {
  return Array.isArray(c) && c.some((condition) => offMarket.has(condition))
}

/**
 * Where Finnhub repeats trades, it does so without conditions. With conditions, two alike in the same
 * millisecond are two executions: one print in six is, on the tape of an opening.
 */
function isCopy(item: Fields, before: unknown): boolean {
  if (!isFields(before) || (Array.isArray(item.c) && item.c.length > 0)) return false
  return (['s', 'p', 't', 'v'] as const).every((field) => item[field] === before[field])
}

/**
 * Passes each frame of trades on once: Finnhub was seen to send every frame three times in a row. A
 * trade has no id by which a copy could be told later.
 */
export function makeFrameRepeats(): (text: string, events: readonly VenueEvent[]) => boolean {
  let last = ''
  return (text, events) => {
    if (!events.some(({ type }) => type === 'trade')) return false
    if (text === last) return true
    last = text
    return false
  }
}
