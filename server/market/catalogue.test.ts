import { expect, it } from 'vitest'
import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { instrumentId, type VenueName } from '../../shared/instrument.ts'
import { makeCatalogue } from './catalogue.ts'

function entry(venue: VenueName, name: string, rest: Partial<CatalogueEntry> = {}): CatalogueEntry {
  const [base = '', quote = ''] = name.split('/')
  const symbol = venue === 'BINANCE' ? base + quote : name
  const id = instrumentId(venue, symbol)
  const kind = 'spot'
  const status = 'trading'
  return { id, venue, symbol, base, quote, decimals: 2, sizeDecimals: 5, kind, status, ...rest }
}

function filled() {
  const catalogue = makeCatalogue()
  catalogue.put('BINANCE', [
    entry('BINANCE', 'ETH/BTC', { turnover: 50 }),
    entry('BINANCE', 'BTC/USDT', { turnover: 900 }),
    entry('BINANCE', 'BCH/USDT', { turnover: 20 }),
    entry('BINANCE', 'MATIC/USDT', { status: 'dead', turnover: 999 }),
    entry('BINANCE', 'WBTC/USDT', { turnover: 5 }),
  ])
  catalogue.put('KRAKEN', [entry('KRAKEN', 'BTC/USD', { turnover: 300 })])
  catalogue.put('FINNHUB', [
    entry('FINNHUB', 'AAPL/USD', { kind: 'stock', symbol: 'AAPL', fullName: 'Apple Inc' }),
  ])
  return catalogue
}

const ids = (found: readonly CatalogueEntry[]) => found.map(({ id }) => id)

it('finds by the code, the most traded first and what only contains it last', () => {
  expect(ids(filled().search('btc', 10))).toEqual([
    'BINANCE:BTCUSDT',
    'KRAKEN:BTC/USD',
    'BINANCE:WBTCUSDT',
    'BINANCE:ETHBTC',
  ])
})

it('finds by name, from its beginning or that of any of its words', () => {
  expect(ids(filled().search('bitcoin', 3))).toEqual([
    'BINANCE:BTCUSDT',
    'KRAKEN:BTC/USD',
    'BINANCE:BCHUSDT',
  ])
  expect(ids(filled().search('cash', 3))).toEqual(['BINANCE:BCHUSDT'])
  expect(ids(filled().search('apple', 3))).toEqual(['FINNHUB:AAPL/USD'])
})

it('takes a pair with any separator, or with its venue', () => {
  for (const query of ['btc/usdt', 'BTC-USDT', 'btc usdt', 'btcusdt', 'binance:btcusdt']) {
    expect(ids(filled().search(query, 1))).toEqual(['BINANCE:BTCUSDT'])
  }
  expect(ids(filled().search('kraken btc', 5))).toEqual(['KRAKEN:BTC/USD'])
})

it('puts what no longer trades behind what does', () => {
  const catalogue = filled()
  catalogue.put('OKX', [entry('OKX', 'MATIC/USD')])
  expect(ids(catalogue.search('matic', 5))).toEqual(['OKX:MATIC/USD', 'BINANCE:MATICUSDT'])
})

it('finds nothing where nothing matches, and the best of all where nothing is asked', () => {
  expect(filled().search('zzz', 5)).toEqual([])
  expect(filled().search('x', 5)).toEqual([])
  expect(filled().search('', 2)).toHaveLength(2)
})

it('marks what a venue has taken from its list as dead, and keeps it', () => {
  const catalogue = filled()
  expect(catalogue.put('KRAKEN', [])).toBe('same')
  expect(catalogue.get('KRAKEN:BTC/USD')?.status).toBe('dead')
})

it('tells a list that only adds from one that counts otherwise', () => {
  const catalogue = filled()
  const btc = entry('KRAKEN', 'BTC/USD')
  expect(catalogue.put('KRAKEN', [btc])).toBe('same')
  expect(catalogue.put('KRAKEN', [btc, entry('KRAKEN', 'ETH/USD')])).toBe('more')
  expect(catalogue.put('KRAKEN', [{ ...btc, decimals: 1 }])).toBe('other')
})

it('finds nothing more of a market that is over', () => {
  const catalogue = filled()
  catalogue.learn([entry('SIMULATED', 'BTC/USDT')])
  expect(ids(catalogue.search('btc', 10))).toContain('SIMULATED:BTC/USDT')
  catalogue.forget('SIMULATED')
  expect(ids(catalogue.search('btc', 10))).not.toContain('SIMULATED:BTC/USDT')
  expect(catalogue.all().some(({ venue }) => venue === 'SIMULATED')).toBe(false)
})
