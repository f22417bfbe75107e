import type { Instrument } from '../../shared/instrument.ts'
import type { VenueEvent } from './event.ts'
import {
  type Fields,
  type FrameContext,
  isFields,
  readFrame,
  readOf,
  readQuote,
  readTicker,
  readTrade,
  refused,
  shown,
} from './reading.ts'

/**
 * What one text frame of Binance spot says: web-socket-streams.md of binance-spot-api-docs. Takes the
 * combined and the raw form, ignores fields it doesn't know, never throws: what is malformed becomes
 * a `refused` event. Acknowledgements say nothing and give no event.
 */
export function parseBinance(text: string, context: FrameContext): readonly VenueEvent[] {
  return readFrame(text, (value) => readWhole(value, context))
}

function readWhole(value: Fields, context: FrameContext): readonly VenueEvent[] {
  const { data } = value
  if (Array.isArray(data)) return data.map((item) => readItem(item, context))
  if (isFields(data)) return [readItem(data, context)]
  if ('result' in value && 'id' in value) return []
  const error = isFields(value.error) ? value.error : value
  if ('code' in error && 'msg' in error) {
    return [refused(`Binance answered error ${shown(error.code)}: ${shown(error.msg)}.`)]
  }
  return [readItem(value, context)]
}

function readItem(item: unknown, context: FrameContext): VenueEvent {
  if (!isFields(item)) return refused(`A frame holds ${shown(item)} where an event belongs.`)
  if (item.e === 'serverShutdown') return { type: 'shutdown' }
  return readOf(item.s, context, (instrument) => readEvent(item, instrument, context))
}

function readEvent(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  switch (item.e) {
    case 'trade': {
      // `m`: the buyer was the maker, so the taker sold.
      const side = item.m === true ? 'sell' : item.m === false ? 'buy' : undefined
      return readTrade({ time: item.T, price: item.p, size: item.q, side, id: item.t }, of, context)
    }
    case undefined: {
      // Spot's bookTicker is the one event without a type, and tells no time.
      const { b: bid, B: bidSize, a: ask, A: askSize, u: update } = item
      return readQuote({ bid, bidSize, ask, askSize, update }, of, context)
    }
    case '24hrTicker':
    case '24hrMiniTicker': {
      const { E: time, c: last, o: open, h: high, l: low, v: volume } = item
      return readTicker({ time, last, open, high, low, volume }, of, context)
    }
    default:
      return refused(`An event ${shown(item.e)} of ${of.symbol}, which was not subscribed.`)
  }
}
