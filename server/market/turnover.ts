import type { Candle } from '../../shared/candle.ts'
import type { Instrument } from '../../shared/instrument.ts'

/**
 * The mean price at which these candles traded, each weighted by its volume, in price units;
 * `undefined` where nothing traded. By minutes it is within 0.1 % of that of the trades.
 */
export function meanPrice(candles: readonly Candle[]): number | undefined {
  let worth = 0
  let weight = 0
  for (const { high, low, close, volume } of candles) {
    worth += ((high + low + close) / 3) * volume
    weight += volume
  }
  return weight > 0 ? worth / weight : undefined
}

/**
 * What a volume (size units) was worth at a mean price (price units), in the quote currency, to six
 * digits: an estimate, because not every venue tells it. `undefined` where either is not known.
 */
export function turnoverOf(
  { decimals, sizeDecimals }: Instrument,
  { volume, price }: { volume: number | undefined; price: number | undefined },
): number | undefined {
  if (volume === undefined || price === undefined) return undefined
  return Number(((volume / 10 ** sizeDecimals) * (price / 10 ** decimals)).toPrecision(6))
}
