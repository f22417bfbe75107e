import type { Candle } from '../../shared/candle.ts'
import type { Instrument } from '../../shared/instrument.ts'

export interface Traded {
  instrument: Instrument
  /** Size units. */
  volume: number | undefined
  /** The last price, units. */
  price: number
  /** Of about the time in which the volume was traded; they may miss some of it. */
  candles: readonly Candle[]
}

/**
 * What a volume was worth in the quote currency: at the mean price of the candles, each weighted by
 * its own volume, and at the last price where there are none. An estimate, because not every venue
 * tells it; the mean of a minute is within 0.1 % of the truth on an ordinary day. Six digits.
 */
export function estimateTurnover({
  instrument,
  volume,
  price,
  candles,
}: Traded): number | undefined {
  if (volume === undefined) return undefined
  let worth = 0
  let weight = 0
  for (const { high, low, close, volume: size } of candles) {
    worth += ((high + low + close) / 3) * size
    weight += size
  }
  const mean = weight > 0 ? worth / weight : price
  const { decimals, sizeDecimals } = instrument
  return Number(((volume / 10 ** sizeDecimals) * (mean / 10 ** decimals)).toPrecision(6))
}
