import {
  type Candle,
  candleTime,
  type FoldedCandle,
  foldTrade,
  type Interval,
  intervals,
  openCandle,
} from '../../shared/candle.ts'
import type { Instrument, InstrumentId } from '../../shared/instrument.ts'
import type { Trade } from '../../shared/trade.ts'

/** Candles of every instrument, folded from every trade. */
export interface Candles {
  /**
   * The market's instruments. A series goes on where its instrument is still counted alike;
   * `afresh` drops all of theirs, for a market whose time starts over.
   */
  begin(instruments: readonly Instrument[], afresh: boolean): void
  fold(trade: Trade): void
  /** Ascending, `from` and `to` inclusive (epoch ms of candle starts), the newest `limit` of them. */
  read(query: CandleQuery): readonly Candle[]
}

export interface CandleQuery {
  instrument: InstrumentId
  interval: Interval
  from?: number | undefined
  to?: number | undefined
  limit: number
}

/** How many candles of each interval are kept an instrument: an hour of seconds, two days of minutes. */
export const keptCandles: Record<Interval, number> = { '1s': 3_600, '1m': 2_880 }

interface Series {
  instrument: Instrument
  candles: Record<Interval, FoldedCandle[]>
}

export function makeCandles(kept: Record<Interval, number> = keptCandles): Candles {
  let series = new Map<InstrumentId, Series>()

  function fold(list: FoldedCandle[], trade: Trade, interval: Interval): void {
    const time = candleTime(trade.time, interval)
    const at = indexOf(list, time)
    const candle = list[at]
    if (candle?.time === time) {
      foldTrade(candle, trade)
      return
    }
    // A late trade of an interval that is no longer kept would come back as a candle of one trade.
    const full = list.length >= kept[interval]
    if (at === 0 && full) return
    list.splice(at, 0, openCandle(trade, interval))
    // Trimmed in strides: removing one at a time would move the whole list with every candle.
    if (list.length > kept[interval] * 1.25) list.splice(0, list.length - kept[interval])
  }

  return {
    begin(instruments, afresh) {
      const before = series
      series = new Map()
      for (const instrument of instruments) {
        const old = before.get(instrument.id)
        const goesOn =
          !afresh &&
          old?.instrument.decimals === instrument.decimals &&
          old.instrument.sizeDecimals === instrument.sizeDecimals
        series.set(
          instrument.id,
          old && goesOn ? old : { instrument, candles: { '1s': [], '1m': [] } },
        )
      }
    },
    fold(trade) {
      const own = series.get(trade.instrument)
      if (own === undefined) return
      for (const interval of intervals) fold(own.candles[interval], trade, interval)
    },
    read({ instrument, interval, from = 0, to = Number.MAX_SAFE_INTEGER, limit }) {
      const list = series.get(instrument)?.candles[interval] ?? []
      const first = indexOf(list, from)
      const after = indexOf(list, to + 1)
      return list.slice(Math.max(first, after - limit), after)
    },
  }
}

/** Index of the first candle at `time` or later; nearly always the last one or behind it. */
function indexOf(list: readonly FoldedCandle[], time: number): number {
  const last = list[list.length - 1]
  if (last === undefined || last.time < time) return list.length
  if (last.time === time) return list.length - 1
  let low = 0
  let high = list.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const candle = list[middle]
    if (candle !== undefined && candle.time < time) low = middle + 1
    else high = middle
  }
  return low
}
