import { VWAP } from 'trading-signals'
import type { VenueName } from '../../../shared/instrument.ts'
import { newYorkDay } from '../../../shared/new-york.ts'
import { tradedAt } from '../../../shared/sessions.ts'
import type { Columns } from '../../chart/columns.ts'
import type { Study, Tally } from './study.ts'

const hourSeconds = 3_600
const daySeconds = 24 * hourSeconds

/**
 * The average price by volume since the day began: the UTC day of what trades at all times, New
 * York's of a stock. A candle whose volume isn't known yet has none, nor have those after it on that
 * day; the server's own candle brings it.
 */
export function vwapStudy(venue: VenueName | undefined): Study {
  const isStock = venue !== undefined && tradedAt(venue) === 'stock'
  const dayOf = isStock ? makeNewYorkDay() : (time: number) => Math.floor(time / daySeconds)

  function dayStart({ time }: Columns, index: number): number {
    const day = dayOf(time[index] ?? 0)
    let start = index
    while (start > 0 && dayOf(time[start - 1] ?? 0) === day) start -= 1
    return start
  }

  return {
    figures: 1,
    start: (columns) => startVwap(columns, { dayOf, dayStart }),
    begin: dayStart,
  }
}

interface Days {
  dayOf(time: number): number
  /** The first index of the day that a candle is of. */
  dayStart(columns: Columns, index: number): number
}

function startVwap(columns: Columns, { dayOf, dayStart }: Days): Tally {
  let average = new VWAP()
  let value: number | null = null
  let day = Number.NaN
  /** The candle that the average has taken last, and whether some volume before it isn't known. */
  let counted = -1
  let isUnknown = false
  let isLastUnknown = false

  function count(index: number): void {
    const { high, low, close, volume } = columns
    const figures = {
      high: high[index] ?? 0,
      low: low[index] ?? 0,
      close: close[index] ?? 0,
      volume: volume[index] ?? 0,
    }
    if (figures.volume === 0) return
    value = average.update(figures, counted === index)
    counted = index
  }

  function restart(from: number, to: number): void {
    average = new VWAP()
    value = null
    counted = -1
    for (let index = from; index < to; index++) count(index)
  }

  return {
    take(index, anew) {
      if (!anew) {
        isUnknown ||= isLastUnknown
        const today = dayOf(columns.time[index] ?? 0)
        if (today !== day) {
          day = today
          isUnknown = false
          restart(index, index)
        }
      }
      const volume = columns.volume[index] ?? null
      isLastUnknown = volume === null
      // What was counted can be counted otherwise, but not be taken back.
      if (counted === index && !volume) restart(dayStart(columns, index), index)
      if (isUnknown || isLastUnknown) return [null]
      count(index)
      return [value]
    },
  }
}

/** As `newYorkDay`, which is dear; within an hour of UTC it doesn't change. */
function makeNewYorkDay(): (time: number) => number {
  let hour = Number.NaN
  let day = 0
  return (time) => {
    const now = Math.floor(time / hourSeconds)
    if (now !== hour) {
      hour = now
      day = newYorkDay(now * hourSeconds * 1_000)
    }
    return day
  }
}
