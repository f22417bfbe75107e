import { type FoldedCandle, foldTrade, openCandle } from '../../shared/candle.ts'
import { chartIntervalMs, intervalStart, type StoredInterval } from '../../shared/rollup.ts'
import type { Trade } from '../../shared/trade.ts'

/** A candle, and whether all of its trades are in it. */
export interface HeardCandle extends FoldedCandle {
  /** We came in the middle of it, or were cut off: some of its trades were not heard. */
  partial: boolean
}

/** The newest candles of one instrument and interval, ascending. */
export interface Series {
  readonly list: readonly HeardCandle[]
  /** The candle that the trade went into; `undefined` where it is older than all that is kept. */
  fold(trade: Trade, since: number): HeardCandle | undefined
  /** Puts a candle of an earlier run in place, or what we have of it behind it. */
  seed(candle: HeardCandle): void
  /** Marks what was forming at `at`: trades are being missed. Returns it. */
  interrupt(at: number): HeardCandle | undefined
  /** Index of the first candle at `time` or later. */
  indexOf(time: number): number
}

export function makeSeries(interval: StoredInterval, kept: number): Series {
  const list: HeardCandle[] = []

  /** Nearly always the last one, or behind it. */
  function indexOf(time: number): number {
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

  function insert(at: number, candle: HeardCandle): void {
    if (at === list.length) list.push(candle)
    else list.splice(at, 0, candle)
    // Trimmed in strides: removing one at a time would move the whole list with every candle.
    if (list.length > Math.ceil(kept * 1.25)) list.splice(0, list.length - kept)
  }

  return {
    list,
    indexOf,
    fold(trade, since) {
      const time = intervalStart(trade.time, interval)
      const at = indexOf(time)
      const candle = list[at]
      if (candle?.time === time) {
        foldTrade(candle, trade)
        return candle
      }
      // A late trade of an interval that is no longer kept would come back as a candle of one trade.
      if (at === 0 && list.length >= kept) return undefined
      // What is spread comes last: else V8 makes a hidden class for each candle.
      const opened = { partial: time < since, ...openCandle(trade, time) }
      insert(at, opened)
      return opened
    },
    seed(candle) {
      const at = indexOf(candle.time)
      const ours = list[at]
      if (ours?.time !== candle.time) {
        insert(at, candle)
        return
      }
      ours.open = candle.open
      ours.openedBy = candle.openedBy
      ours.high = Math.max(ours.high, candle.high)
      ours.low = Math.min(ours.low, candle.low)
      ours.volume += candle.volume
      ours.partial = true
    },
    interrupt(at) {
      const last = list[list.length - 1]
      if (last === undefined || last.time + chartIntervalMs[interval] <= at) return undefined
      last.partial = true
      return last
    },
  }
}
