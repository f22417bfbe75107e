import { expect, it } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { meanPrice, turnoverOf } from './turnover.ts'

const instrument: Instrument = {
  ...{ id: 'BINANCE:BTCUSDT', venue: 'BINANCE', symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT' },
  ...{ decimals: 2, sizeDecimals: 5 },
}
const candle = (price: number, volume: number) => ({
  ...{ time: 0, open: price, high: price, low: price, close: price },
  volume,
})

it('weighs the price of each candle by what was traded in it', () => {
  expect(meanPrice([candle(10_000, 300_000), candle(20_000, 100_000)])).toBe(12_500)
  expect(meanPrice([candle(10_000, 0)])).toBeUndefined()
  expect(meanPrice([])).toBeUndefined()
})

it('values a volume in the quote currency', () => {
  expect(turnoverOf(instrument, { volume: 800_000, price: 12_500 })).toBe(1_000)
  expect(turnoverOf(instrument, { volume: 100_003, price: 6_183_763 })).toBe(61_839.5)
})

it('knows no turnover without a volume or a price', () => {
  expect(turnoverOf(instrument, { volume: undefined, price: 1 })).toBeUndefined()
  expect(turnoverOf(instrument, { volume: 1, price: undefined })).toBeUndefined()
})
