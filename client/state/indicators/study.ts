import { BollingerBands, EMA, MACD, RSI, SMA } from 'trading-signals'
import type { VenueName } from '../../../shared/instrument.ts'
import type { Columns } from '../../chart/columns.ts'
import type { Indicator } from './indicator.ts'
import { vwapStudy } from './vwap.ts'

/** The figures of one candle; null where it takes more candles than there are. */
export type Figures = readonly (number | null)[]

/** Arithmetic under way, candle by candle in their order. */
export interface Tally {
  /** Takes the next candle, or the last one anew. The answer holds until the next question. */
  take(index: number, anew: boolean): Figures
}

/**
 * How an indicator is computed. It counts candles and not the clock: an interval without a trade has
 * no candle, so an average of 20 is of the last 20 intervals in which something was traded, over
 * nights and weekends too, as exchanges have it. What is known to be missing isn't counted over:
 * there the figures end.
 */
export interface Study {
  /** How many figures it has of each candle. */
  figures: number
  /** How many candles a figure is made of; absent where all before it leave their trace. */
  window?: number
  start(columns: Columns): Tally
  /**
   * Where to begin so that the figures from `index` on are as if begun at the first candle. 0 where
   * all that was before leaves its trace.
   */
  begin(columns: Columns, index: number): number
}

/** As trading-signals computes it; exponential averages of all kinds show once `period` candles were taken. */
export function studyOf({ type, parameters }: Indicator, venue: VenueName | undefined): Study {
  const [first = 20, second = 2, third = 9] = parameters
  switch (type) {
    case 'sma':
      return windowed(first, () => {
        const sma = new SMA(first)
        return { figures: 1, take: (close, anew) => [sma.update(close, anew)] }
      })
    case 'bollinger':
      return windowed(first, () => {
        const bands = new BollingerBands(first, second)
        return {
          figures: 3,
          take(close, anew) {
            const band = bands.update(close, anew)
            return band ? [band.upper, band.middle, band.lower] : [null, null, null]
          },
        }
      })
    case 'ema':
      return recursive(() => {
        const ema = new EMA(first)
        return {
          figures: 1,
          take: (close, anew, index) => [hidden(ema.update(close, anew), index, first)],
        }
      })
    case 'rsi':
      return recursive(() => {
        const rsi = new RSI(first)
        return { figures: 1, take: (close, anew) => [rsi.update(close, anew)] }
      })
    case 'macd':
      return recursive(() => {
        const macd = new MACD(new EMA(first), new EMA(second), new EMA(third))
        const slowest = Math.max(first, second)
        return {
          figures: 3,
          take(close, anew, index) {
            const now = macd.update(close, anew)
            if (now === null || index < slowest - 1) return [null, null, null]
            const isSmooth = index >= slowest - 1 + third - 1
            return isSmooth ? [now.macd, now.signal, now.histogram] : [now.macd, null, null]
          },
        }
      })
    case 'vwap':
      return vwapStudy(venue)
  }
}

interface OfCloses {
  figures: number
  take(close: number, anew: boolean, index: number): Figures
}

/** Of the last `period` closes and nothing before them. */
function windowed(period: number, make: () => OfCloses): Study {
  const begin = (_: Columns, index: number) => Math.max(0, index - period + 1)
  return { ...recursive(make), window: period, begin }
}

function recursive(make: () => OfCloses): Study {
  return {
    figures: make().figures,
    start({ close }) {
      const { take } = make()
      return { take: (index, anew) => take(close[index] ?? Number.NaN, anew, index) }
    },
    begin: () => 0,
  }
}

function hidden(value: number, index: number, period: number): number | null {
  return index < period - 1 ? null : value
}
