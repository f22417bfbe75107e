import { expect, it } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { estimateTurnover } from './turnover.ts'

const instrument: Instrument = {
  ...{ id: 'BINANCE:BTCUSDT', venue: 'BINANCE', symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT' },
  ...{ decimals: 2, sizeDecimals: 5 },
}
const candle = (price: number, volume: number) => ({
  ...{ time: 0, open: price, high: price, low: price, close: price },
  volume,
})

it('values a volume at the mean price of what was traded', () => {
  const candles = [candle(10_000, 300_000), candle(20_000, 100_000)]
  const turnover = estimateTurnover({ instrument, volume: 800_000, price: 30_000, candles })
  expect(turnover).toBe(8 * 125)
})

it('values it at the last price where nothing is known of the trades', () => {
  const [volume, price] = [100_000, 6_183_760]
  expect(estimateTurnover({ instrument, volume, price, candles: [] })).toBe(61_837.6)
  const quiet = [candle(10_000, 0)]
  expect(estimateTurnover({ instrument, volume, price, candles: quiet })).toBe(61_837.6)
})

it('knows no turnover without a volume', () => {
  const nothing = { instrument, volume: undefined, price: 1, candles: [] }
  expect(estimateTurnover(nothing)).toBeUndefined()
})
