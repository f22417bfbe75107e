import type { State } from '../../shared/frame.ts'
import {
  type Instrument,
  type InstrumentId,
  isCountedAlike,
  type VenueName,
} from '../../shared/instrument.ts'
import { changeInBasisPoints } from '../../shared/price.ts'
import type { Quote, Ticker, Trade } from '../../shared/trade.ts'
import { isExpectedQuiet, staleAfterMs } from './calendar.ts'

/**
 * What is true now: last, bid, ask and the 24 h figures of every instrument.
 *
 * Trades, quotes and tickers come on streams of their own and overtake each other, so the newest by
 * the venue's time wins. A price exists from the first trade or ticker on; a quote alone is none.
 */
export interface Board {
  /**
   * The instruments from now on. What is known of one stands where it is still counted alike;
   * `afresh` forgets everything, for a market whose time starts over.
   */
  begin(instruments: readonly Instrument[], afresh: boolean): void
  /** More instruments of the same market. */
  extend(instruments: readonly Instrument[]): void
  /** Tells `changed` of everything that is known: somebody begins to listen. */
  tellAll(): void
  trade(trade: Trade): void
  quote(quote: Quote): void
  ticker(ticker: Ticker): void
  /** A venue can't be heard since `at`, or (undefined) can be heard again. */
  lost(venue: VenueName, at: number | undefined): void
  /** Marks what has shown no sign of life. Call it about once a second. */
  sweep(now: number): void
  /** The figures of the last 24 h, of a stock the day's; `undefined` of what isn't listed. */
  day(instrument: InstrumentId): Day | undefined
  /** How many instruments have a price, and how many of them are stale. */
  counts(): { priced: number; stale: number }
}

/** In units; a figure that the venue doesn't tell is absent. */
export interface Day {
  /** Of a stock the previous close. */
  open: number | undefined
  high: number | undefined
  low: number | undefined
  volume: number | undefined
}

export interface BoardOptions {
  /** Hears each new state: anything that a client could see has changed. */
  changed(state: State): void
  /** Hears each sign of life that changed nothing visible. */
  seen(instrument: InstrumentId, receivedAt: number): void
  /** Whether nothing is to be expected of an instrument now: its market is closed. */
  isQuiet?: (instrument: InstrumentId, now: number) => boolean
  /** How long a venue can be out of hearing before its prices are stale, ms: a reconnect mostly takes less. */
  lostAfterMs?: number
}

const defaultLostAfterMs = 3_000

interface Entry {
  of: Instrument
  price: number | undefined
  time: number
  tradeId: number
  bid: number | undefined
  ask: number | undefined
  open24h: number | undefined
  high24h: number | undefined
  low24h: number | undefined
  volume24h: number | undefined
  tickerTime: number
  receivedAt: number
  stale: boolean
}

export function makeBoard({
  changed,
  seen,
  isQuiet = isExpectedQuiet,
  lostAfterMs = defaultLostAfterMs,
}: BoardOptions): Board {
  let entries = new Map<InstrumentId, Entry>()
  const lostAt = new Map<VenueName, number>()

  function publish(entry: Entry): void {
    if (entry.price === undefined) return
    changed({
      instrument: entry.of.id,
      price: entry.price,
      change24h: changeInBasisPoints(entry.price, entry.open24h),
      bid: entry.bid,
      ask: entry.ask,
      high24h: entry.high24h,
      low24h: entry.low24h,
      volume24h: entry.volume24h,
      time: entry.time,
      receivedAt: entry.receivedAt,
      stale: entry.stale,
    })
  }

  /** A sign of life; true where it ends a staleness, which clients must hear of. */
  function revive(entry: Entry, receivedAt: number): boolean {
    if (receivedAt > entry.receivedAt) entry.receivedAt = receivedAt
    const revived = entry.stale
    entry.stale = false
    return revived
  }

  function take(entry: Entry, price: number, time: number): void {
    entry.price = price
    entry.time = time
    if (entry.high24h !== undefined && price > entry.high24h) entry.high24h = price
    if (entry.low24h !== undefined && price < entry.low24h) entry.low24h = price
  }

  return {
    begin(instruments, afresh) {
      const before = entries
      entries = new Map()
      for (const instrument of instruments) {
        const old = before.get(instrument.id)
        const stands = !afresh && old !== undefined && isCountedAlike(old.of, instrument)
        entries.set(instrument.id, stands ? old : emptyEntry(instrument))
      }
    },

    extend(instruments) {
      for (const instrument of instruments) {
        if (!entries.has(instrument.id)) entries.set(instrument.id, emptyEntry(instrument))
      }
    },

    tellAll() {
      for (const entry of entries.values()) publish(entry)
    },

    trade({ instrument, time, receivedAt, price, id = 0 }) {
      const entry = entries.get(instrument)
      if (entry === undefined) return
      const revived = revive(entry, receivedAt)
      const isNewer = time > entry.time || (time === entry.time && id >= entry.tradeId)
      if (isNewer || entry.price === undefined) {
        take(entry, price, time)
        entry.tradeId = id
        publish(entry)
      } else if (revived) {
        publish(entry)
      } else {
        seen(instrument, entry.receivedAt)
      }
    },

    quote({ instrument, receivedAt, bid, ask }) {
      const entry = entries.get(instrument)
      if (entry === undefined) return
      const revived = revive(entry, receivedAt)
      if (!revived && entry.bid === bid && entry.ask === ask) {
        seen(instrument, entry.receivedAt)
        return
      }
      entry.bid = bid
      entry.ask = ask
      publish(entry)
    },

    ticker({ instrument, time, receivedAt, last, open, high, low, volume }) {
      const entry = entries.get(instrument)
      if (entry === undefined) return
      revive(entry, receivedAt)
      if (time < entry.tickerTime) return
      entry.tickerTime = time
      entry.open24h = open ?? entry.open24h
      entry.high24h = high ?? entry.high24h
      entry.low24h = low ?? entry.low24h
      entry.volume24h = volume ?? entry.volume24h
      // The figure of a second ago must not undo a trade that came since.
      if (last !== undefined && (entry.price === undefined || time > entry.time)) {
        take(entry, last, time)
        entry.tradeId = 0
      }
      publish(entry)
    },

    lost(venue, at) {
      if (at === undefined) lostAt.delete(venue)
      else if (!lostAt.has(venue)) lostAt.set(venue, at)
    },

    sweep(now) {
      for (const entry of entries.values()) {
        if (entry.stale || entry.price === undefined) continue
        const lost = lostAt.get(entry.of.venue)
        const isLost = lost !== undefined && now - lost >= lostAfterMs
        if (!isLost && now - entry.receivedAt < staleAfterMs(entry.of.id)) continue
        if (!isLost && isQuiet(entry.of.id, now)) continue
        entry.stale = true
        publish(entry)
      }
    },

    day(instrument) {
      const entry = entries.get(instrument)
      if (entry === undefined) return undefined
      const { open24h, high24h, low24h, volume24h } = entry
      return { open: open24h, high: high24h, low: low24h, volume: volume24h }
    },

    counts() {
      let priced = 0
      let stale = 0
      for (const entry of entries.values()) {
        if (entry.price === undefined) continue
        priced++
        if (entry.stale) stale++
      }
      return { priced, stale }
    },
  }
}

function emptyEntry(of: Instrument): Entry {
  return {
    of,
    price: undefined,
    time: 0,
    tradeId: 0,
    bid: undefined,
    ask: undefined,
    open24h: undefined,
    high24h: undefined,
    low24h: undefined,
    volume24h: undefined,
    tickerTime: 0,
    receivedAt: 0,
    stale: false,
  }
}
