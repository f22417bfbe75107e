import type { Candle } from '../../shared/candle.ts'
import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import { chartIntervalMs, type StoredInterval, storedIntervals } from '../../shared/rollup.ts'
import { tradedAt, tradingDay } from '../../shared/sessions.ts'
import type { Trade } from '../../shared/trade.ts'
import { makeByInstrument } from './by-instrument.ts'
import { type HeardCandle, makeSeries, type Series } from './series.ts'

/** The newest candles of every instrument, folded from every trade. */
export interface Candles {
  /**
   * The market's instruments. A series goes on where its instrument is still counted alike;
   * `afresh` drops all of theirs, for a market whose time starts over.
   */
  begin(instruments: readonly Instrument[], afresh: boolean): void
  /** More instruments of the same market. */
  extend(instruments: readonly Instrument[]): void
  fold(trade: Trade): void
  /** Ascending, `from` and `to` inclusive (epoch ms of candle starts), the newest `limit` of them. */
  read(query: CandleQuery): readonly HeardCandle[]
  /**
   * Goes on with a candle of an earlier run, whose trades all came before ours: what was folded of it
   * meanwhile is added. Once for a candle, or its volume counts twice. Whoever keeps candles has it, so
   * it is no change.
   */
  seed(instrument: InstrumentId, interval: StoredInterval, candle: Candle): void
  /** Tells everything that is in memory of it once more. */
  retell(instrument: InstrumentId): void
  /** A venue can't be heard from `at` on (its clock): what is forming misses trades. */
  interrupted(venue: VenueName, at: number): void
  /** What has changed since it was last asked, and what has closed since: for whoever keeps it. */
  changed(now: number): ChangedCandle[]
}

export interface CandleQuery {
  instrument: InstrumentId
  interval: StoredInterval
  from?: number | undefined
  to?: number | undefined
  limit: number
}

export interface ChangedCandle {
  instrument: Instrument
  interval: StoredInterval
  candle: Candle
  /** Still forming, or heard only in part. */
  partial: boolean
}

export type Kept = Record<StoredInterval, number>

/**
 * How many candles are kept in memory an instrument: an hour of seconds, two days of minutes, and of the
 * longer ones what is rolled into others.
 */
const keptCandles: Kept = { '1s': 3_600, '1m': 2_880, '1h': 50, '1d': 10 }

/** A trade may come so much later than its interval ended without being a correction, ms. */
const settleMs = 2_000

interface Own {
  instrument: Instrument
  series: Record<StoredInterval, Series>
  touched: Record<StoredInterval, Touched>
  /** From when on we have heard every trade; `undefined` until the next one is heard. */
  since: number | undefined
  /** Whether a trade of that time counts for the day's candle: of a stock, in the regular session. */
  keepsDay(time: number): boolean
}

interface Touched {
  instrument: Instrument
  interval: StoredInterval
}

export function makeCandles(kept: Kept = keptCandles): Candles {
  const owns = makeByInstrument((instrument) => makeOwn(instrument, kept))
  const dirty = new Map<HeardCandle, Touched>()
  /** Told while they were forming: to be told once more when they have closed. */
  const forming = new Map<HeardCandle, Touched>()

  function isClosed({ time }: Candle, interval: StoredInterval, now: number): boolean {
    return now >= time + chartIntervalMs[interval] + settleMs
  }

  return {
    begin: owns.begin,
    extend: owns.extend,
    fold(trade) {
      const own = owns.of(trade.instrument)
      if (own === undefined) return
      own.since ??= trade.time
      for (const interval of storedIntervals) {
        if (interval === '1d' && !own.keepsDay(trade.time)) continue
        const candle = own.series[interval].fold(trade, own.since)
        if (candle) dirty.set(candle, own.touched[interval])
      }
    },
    read({ instrument, interval, from = 0, to = Number.MAX_SAFE_INTEGER, limit }) {
      const series = owns.known(instrument)?.series[interval]
      if (series === undefined) return []
      const first = series.indexOf(from)
      const after = series.indexOf(to + 1)
      return series.list.slice(Math.max(first, after - limit), after)
    },
    seed(instrument, interval, candle) {
      const { time, open, high, low, close, volume } = candle
      // Every trade of ours is later than those of an earlier run.
      const openedBy = { time, id: 0 }
      const closedBy = openedBy
      // Each by its name: candles that are spread get a hidden class each, larger than their figures.
      const seeded = { time, open, high, low, close, volume, openedBy, closedBy, partial: true }
      owns.of(instrument)?.series[interval].seed(seeded)
    },
    retell(id) {
      const own = owns.known(id)
      if (own === undefined) return
      for (const interval of storedIntervals) {
        for (const candle of own.series[interval].list) dirty.set(candle, own.touched[interval])
      }
    },
    interrupted(venue, at) {
      for (const own of owns.all()) {
        if (own.instrument.venue !== venue) continue
        own.since = undefined
        for (const interval of storedIntervals) {
          const candle = own.series[interval].interrupt(at)
          if (candle) dirty.set(candle, own.touched[interval])
        }
      }
    },
    changed(now) {
      const changed: ChangedCandle[] = []
      const tell = (candle: HeardCandle, { instrument, interval }: Touched, isForming: boolean) => {
        const { time, open, high, low, close, volume } = candle
        const figures = { time, open, high, low, close, volume }
        const partial = isForming || candle.partial
        changed.push({ instrument, interval, candle: figures, partial })
      }
      for (const [candle, touched] of forming) {
        if (dirty.has(candle) || !isClosed(candle, touched.interval, now)) continue
        forming.delete(candle)
        tell(candle, touched, false)
      }
      for (const [candle, touched] of dirty) {
        const isForming = !isClosed(candle, touched.interval, now)
        if (isForming) forming.set(candle, touched)
        else forming.delete(candle)
        tell(candle, touched, isForming)
      }
      dirty.clear()
      return changed
    },
  }
}

function makeOwn(instrument: Instrument, kept: Kept): Own {
  const isStock = tradedAt(instrument.venue) === 'stock'
  return {
    instrument,
    series: {
      '1s': makeSeries('1s', kept['1s']),
      '1m': makeSeries('1m', kept['1m']),
      '1h': makeSeries('1h', kept['1h']),
      '1d': makeSeries('1d', kept['1d']),
    },
    touched: {
      '1s': { instrument, interval: '1s' },
      '1m': { instrument, interval: '1m' },
      '1h': { instrument, interval: '1h' },
      '1d': { instrument, interval: '1d' },
    },
    since: undefined,
    keepsDay: (time) => !isStock || tradingDay(time) !== undefined,
  }
}
