import type { Instrument } from '../../shared/instrument.ts'
import { parsePrice, parseUnits } from '../../shared/price.ts'
import type { VenueEvent } from './event.ts'

/*
 * Reading a stranger's frame. Nothing here throws; what is malformed becomes a `refused` event that
 * names it. No price or size of zero or below ever leaves, and no time outside 2009 to tomorrow.
 */

export interface FrameContext {
  /** By the venue's symbol, upper case. A frame of any other is refused. */
  instruments: ReadonlyMap<string, Instrument>
  /** When the frame came, epoch ms. */
  receivedAt: number
  /** The clock that the frame's own times are held against; a recording has its own. */
  now: number
}

export type Fields = Record<string, unknown>

export interface TradeFigures {
  time: unknown
  price: unknown
  size: unknown
  side: 'buy' | 'sell' | undefined
  id: unknown
}

export interface QuoteFigures {
  /** Absent where the venue tells none with its quotes. */
  time?: unknown
  bid: unknown
  bidSize?: unknown
  ask: unknown
  askSize?: unknown
  /** The venue's number of the book's state. */
  update?: unknown
}

export interface TickerFigures {
  time: unknown
  last: unknown
  open: unknown
  high: unknown
  low: unknown
  volume: unknown
}

const dayMs = 86_400_000
/** Before this nothing of the kind was traded; a time before it is a venue's way to say "none". */
const earliest = Date.UTC(2009, 0, 1)

export function readTrade(
  figures: TradeFigures,
  of: Instrument,
  context: FrameContext,
): VenueEvent {
  const time = timeOf(figures.time, context.now)
  if (time === undefined) {
    return refused(`A trade of ${of.symbol} at the time ${shown(figures.time)}.`)
  }
  const price = parsePrice(figures.price, of.decimals)
  if (price === undefined) {
    return refused(`A trade of ${of.symbol} at the price ${shown(figures.price)}.`)
  }
  const size = parsePrice(figures.size, of.sizeDecimals)
  if (size === undefined) {
    return refused(`A trade of ${of.symbol} of the size ${shown(figures.size)}.`)
  }
  const { side } = figures
  const id = countOf(figures.id)
  const { receivedAt } = context
  return { type: 'trade', trade: { instrument: of.id, time, receivedAt, price, size, side, id } }
}

export function readQuote(
  figures: QuoteFigures,
  of: Instrument,
  context: FrameContext,
): VenueEvent {
  const time = timeOf(figures.time, context.now)
  if (figures.time !== undefined && time === undefined) {
    return refused(`A quote of ${of.symbol} at the time ${shown(figures.time)}.`)
  }
  const bid = figure(figures.bid, of.decimals)
  const ask = figure(figures.ask, of.decimals)
  const bidSize = figure(figures.bidSize, of.sizeDecimals)
  const askSize = figure(figures.askSize, of.sizeDecimals)
  if (bid === null || ask === null || bidSize === null || askSize === null) {
    const all = [figures.bid, figures.bidSize, figures.ask, figures.askSize]
    return refused(`A quote of ${of.symbol} with the figures ${shown(all)}.`)
  }
  if (bid === undefined && ask === undefined) {
    return refused(`A quote of ${of.symbol} with neither bid nor ask.`)
  }
  return {
    type: 'quote',
    quote: { instrument: of.id, time, receivedAt: context.receivedAt, bid, bidSize, ask, askSize },
    update: countOf(figures.update),
  }
}

export function readTicker(
  figures: TickerFigures,
  of: Instrument,
  context: FrameContext,
): VenueEvent {
  const time = timeOf(figures.time, context.now)
  if (time === undefined) {
    return refused(`A ticker of ${of.symbol} at the time ${shown(figures.time)}.`)
  }
  const last = figure(figures.last, of.decimals)
  const open = figure(figures.open, of.decimals)
  const high = figure(figures.high, of.decimals)
  const low = figure(figures.low, of.decimals)
  if (last === null || open === null || high === null || low === null) {
    const all = [figures.last, figures.open, figures.high, figures.low]
    return refused(`A ticker of ${of.symbol} with the figures ${shown(all)}.`)
  }
  const volume = parseUnits(figures.volume, of.sizeDecimals)
  if (volume !== undefined && volume < 0) {
    return refused(`A ticker of ${of.symbol} with the volume ${shown(figures.volume)}.`)
  }
  if (last === undefined && open === undefined && high === undefined && low === undefined) {
    return refused(`A ticker of ${of.symbol} without a figure.`)
  }
  const { receivedAt } = context
  const ticker = { instrument: of.id, time, receivedAt, last, open, high, low, volume }
  return { type: 'ticker', ticker }
}

/** What `read` makes of a frame's JSON object, or that it is none. */
export function readFrame(
  text: string,
  read: (fields: Fields) => readonly VenueEvent[],
): readonly VenueEvent[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return [refused(`A frame is no JSON: ${shown(text)}.`)]
  }
  return isFields(value) ? read(value) : [refused(`A frame is no object: ${shown(text)}.`)]
}

/** What `read` makes of an event of the symbol, or that nobody asked for it. */
export function readOf(
  symbol: unknown,
  { instruments }: FrameContext,
  read: (instrument: Instrument) => VenueEvent,
): VenueEvent {
  if (typeof symbol !== 'string') return refused(`An event names no symbol: ${shown(symbol)}.`)
  const instrument = instruments.get(symbol)
  if (!instrument) return refused(`An event of ${shown(symbol)}, which was not subscribed.`)
  return read(instrument)
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function refused(reason: string): VenueEvent {
  return { type: 'refused', reason }
}

/** A stranger's value in a sentence: as JSON, and short. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/**
 * Units; `undefined` for absent, null, empty and zero, which is how venues say "none"; null for what is
 * no figure.
 */
function figure(value: unknown, decimals: number): number | undefined | null {
  if (value === undefined || value === null || value === '') return undefined
  const units = parseUnits(value, decimals)
  if (units === undefined || units < 0) return null
  return units === 0 ? undefined : units
}

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

/**
 * Epoch ms of a venue's time: a number or digits in ms, or ISO text. `undefined` outside 2009 to
 * tomorrow: the venue's clock may be ahead of ours by seconds, ours may be wrong by hours.
 */
export function timeOf(value: unknown, now: number): number | undefined {
  // Finer than ms is cut, not rounded: a trade must not move into the next second.
  const ms = typeof value === 'string' && iso.test(value) ? Date.parse(value) : countOf(value)
  return ms !== undefined && ms >= earliest && ms <= now + dayMs ? ms : undefined
}

/** A whole number from 0, given as a number or as digits. */
function countOf(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined
}
