import type { Instrument } from '../../shared/instrument.ts'
import { parsePrice, parseUnits } from '../../shared/price.ts'
import type { VenueEvent } from './event.ts'

export interface FrameContext {
  /** By the venue's symbol, upper case. A frame of any other is refused. */
  instruments: ReadonlyMap<string, Instrument>
  /** When the frame came, epoch ms. */
  receivedAt: number
  /** The clock that the frame's own times are held against; a recording has its own. */
  now: number
}

type Fields = Record<string, unknown>

const dayMs = 86_400_000
/** Before this nothing of the kind was traded; a time before it is a venue's way to say "none". */
const earliest = Date.UTC(2009, 0, 1)

/**
 * What one text frame of Binance spot says: web-socket-streams.md of binance-spot-api-docs. Takes the
 * combined and the raw form, ignores fields it doesn't know, never throws: what is malformed becomes
 * a `refused` event. No price or size of zero or below ever leaves, and no time outside 2009 to
 * tomorrow. Acknowledgements say nothing and give no event.
 */
export function parseBinance(text: string, context: FrameContext): readonly VenueEvent[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return [refused(`A frame is no JSON: ${shown(text)}.`)]
  }
  if (!isFields(value)) return [refused(`A frame is no object: ${shown(text)}.`)]
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
  if (typeof item.s !== 'string') return refused(`An event names no symbol: ${shown(item.e)}.`)
  const instrument = context.instruments.get(item.s)
  if (!instrument) return refused(`An event of ${shown(item.s)}, which was not subscribed.`)
  switch (item.e) {
    case 'trade':
      return readTrade(item, instrument, context)
    case undefined:
      // Spot's bookTicker is the one event without a type.
      return readQuote(item, instrument, context)
    case '24hrTicker':
    case '24hrMiniTicker':
      return readTicker(item, instrument, context)
    default:
      return refused(`An event ${shown(item.e)} of ${item.s}, which was not subscribed.`)
  }
}

function readTrade(item: Fields, of: Instrument, { receivedAt, now }: FrameContext): VenueEvent {
  if (!isTime(item.T, now)) return refused(`A trade of ${of.symbol} at the time ${shown(item.T)}.`)
  const price = parsePrice(item.p, of.decimals)
  if (price === undefined) return refused(`A trade of ${of.symbol} at the price ${shown(item.p)}.`)
  const size = parsePrice(item.q, of.sizeDecimals)
  if (size === undefined) return refused(`A trade of ${of.symbol} of the size ${shown(item.q)}.`)
  // `m`: the buyer was the maker, so the taker sold.
  const side = item.m === true ? 'sell' : item.m === false ? 'buy' : undefined
  const id = isCount(item.t) ? item.t : undefined
  return {
    type: 'trade',
    trade: { instrument: of.id, time: item.T, receivedAt, price, size, side, id },
  }
}

function readQuote(item: Fields, of: Instrument, { receivedAt }: FrameContext): VenueEvent {
  const bid = figure(item.b, of.decimals)
  const ask = figure(item.a, of.decimals)
  const bidSize = figure(item.B, of.sizeDecimals)
  const askSize = figure(item.A, of.sizeDecimals)
  if (bid === null || ask === null || bidSize === null || askSize === null) {
    const { b, B, a, A } = item
    return refused(`A quote of ${of.symbol} with the figures ${shown([b, B, a, A])}.`)
  }
  if (bid === undefined && ask === undefined) {
    return refused(`A quote of ${of.symbol} with neither bid nor ask.`)
  }
  return {
    type: 'quote',
    // Binance tells no time with it.
    quote: { instrument: of.id, time: undefined, receivedAt, bid, bidSize, ask, askSize },
    update: isCount(item.u) ? item.u : undefined,
  }
}

function readTicker(item: Fields, of: Instrument, { receivedAt, now }: FrameContext): VenueEvent {
  if (!isTime(item.E, now)) return refused(`A ticker of ${of.symbol} at the time ${shown(item.E)}.`)
  const last = figure(item.c, of.decimals)
  const open = figure(item.o, of.decimals)
  const high = figure(item.h, of.decimals)
  const low = figure(item.l, of.decimals)
  if (last === null || open === null || high === null || low === null) {
    const { c, o, h, l } = item
    return refused(`A ticker of ${of.symbol} with the figures ${shown([c, o, h, l])}.`)
  }
  const volume = parseUnits(item.v, of.sizeDecimals)
  if (volume !== undefined && volume < 0) {
    return refused(`A ticker of ${of.symbol} with the volume ${shown(item.v)}.`)
  }
  if (last === undefined && open === undefined && high === undefined && low === undefined) {
    return refused(`A ticker of ${of.symbol} without a figure.`)
  }
  return {
    type: 'ticker',
    ticker: { instrument: of.id, time: item.E, receivedAt, last, open, high, low, volume },
  }
}

/** Units; `undefined` for absent, null and zero, which is how a venue says "none"; null for what is no figure. */
function figure(value: unknown, decimals: number): number | undefined | null {
  if (value === undefined || value === null) return undefined
  const units = parseUnits(value, decimals)
  if (units === undefined || units < 0) return null
  return units === 0 ? undefined : units
}

/** The venue's clock may be ahead of ours by seconds, ours may be wrong by hours: a day is the bound. */
function isTime(value: unknown, now: number): value is number {
  return isCount(value) && value >= earliest && value <= now + dayMs
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refused(reason: string): VenueEvent {
  return { type: 'refused', reason }
}

/** A stranger's value in a sentence: as JSON, and short. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
