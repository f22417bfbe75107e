import { expect, it } from 'vitest'
import { parseSymbol } from './instrument.ts'

it('reads a symbol with and without its venue, in any case', () => {
  expect(parseSymbol('btcusdt')).toEqual({ venue: undefined, symbol: 'BTCUSDT' })
  expect(parseSymbol(' binance:ethusdt ')).toEqual({ venue: 'BINANCE', symbol: 'ETHUSDT' })
  expect(parseSymbol('KRAKEN:BTC/USD')).toEqual({ venue: 'KRAKEN', symbol: 'BTC/USD' })
})

it('takes symbols that are not ASCII, as Binance lists them', () => {
  expect(parseSymbol('币安人生USDT')).toEqual({ venue: undefined, symbol: '币安人生USDT' })
})

it('knows what can be no instrument', () => {
  for (const text of ['', ' ', 'A B', 'BTC\r\nUSDT', '<b>', 'a:b:c', 'A'.repeat(33), '1:BTC']) {
    expect(parseSymbol(text)).toBeUndefined()
  }
})
