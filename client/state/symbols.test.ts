import { expect, it } from 'vitest'
import { describe, nameOf, splitSymbol, venueName } from './symbols.ts'

it('splits a symbol at its quote currency', () => {
  expect(splitSymbol('BTCUSDT')).toEqual({ base: 'BTC', quote: 'USDT' })
  expect(splitSymbol('KRAKEN:ETHBTC')).toEqual({ base: 'ETH', quote: 'BTC' })
  expect(splitSymbol('COINBASE:BTC-USD')).toEqual({ base: 'BTC', quote: 'USD' })
  expect(splitSymbol('AAPL')).toEqual({ base: 'AAPL', quote: '' })
  expect(splitSymbol('USDT')).toEqual({ base: 'USDT', quote: '' })
})

it('calls an instrument by its name where it has one', () => {
  expect(nameOf('BTC')).toBe('Bitcoin')
  expect(nameOf('ZZZ')).toBe('ZZZ')
})

it('writes each venue as it writes itself', () => {
  const codes = ['OKX', 'BYBIT', 'COINBASE', 'KRAKEN', 'FINNHUB', 'ALPHAVANTAGE', 'NEWONE']
  expect(codes.map(venueName)).toEqual([
    'OKX',
    'Bybit',
    'Coinbase',
    'Kraken',
    'Finnhub',
    'Alpha Vantage',
    'NEWONE',
  ])
})

it('tells the session of what is not traded at all hours, outside the regular one', () => {
  const open = Date.UTC(2026, 10, 20, 16)
  const [early, late] = [Date.UTC(2026, 10, 20, 11), Date.UTC(2026, 10, 20, 22)]
  const saturday = Date.UTC(2026, 10, 21, 16)
  const stock = (now: number) => describe('AAPL', { venue: 'FINNHUB', now })
  expect(stock(open)).toBe('AAPL')
  expect(stock(early)).toBe('AAPL · Pre-market')
  expect(stock(late)).toBe('AAPL · After hours')
  expect(stock(saturday)).toBe('AAPL · Closed')
  expect(describe('BTC', { venue: 'BINANCE', now: saturday })).toBe('Bitcoin')
})
