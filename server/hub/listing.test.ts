import { expect, it } from 'vitest'
import { type Instrument, instrumentId, type VenueName } from '../../shared/instrument.ts'
import { makeListing } from './listing.ts'

function instrument(venue: VenueName, symbol: string): Instrument {
  const id = instrumentId(venue, symbol)
  return { id, venue, symbol, base: 'BTC', quote: 'USDT', decimals: 2, sizeDecimals: 5 }
}

const binance = instrument('BINANCE', 'BTCUSDT')
const eth = instrument('BINANCE', 'ETHUSDT')
const okx = instrument('OKX', 'BTC-USDT')

it('finds a symbol at the default venue, and any by its id', () => {
  const listing = makeListing({ instruments: [binance, okx], venue: 'BINANCE' })
  expect(listing.find('btcusdt')?.id).toBe(binance.id)
  expect(listing.find('OKX:BTC-USDT')?.index).toBe(1)
  expect(listing.find('BTC-USDT')).toBeUndefined()
  expect(listing.find('NYSE:IBM')).toBeUndefined()
})

it('lets another venue stand in for a symbol without one, and calls it by that symbol', () => {
  const aliases = new Map([['BTCUSDT', okx.id]])
  const listing = makeListing({ instruments: [binance, okx], venue: 'BINANCE', aliases })
  expect(listing.find('BTCUSDT')?.id).toBe(okx.id)
  expect(listing.find('BINANCE:BTCUSDT')?.id).toBe(binance.id)
  expect(listing.nameOf(okx)).toBe('BTCUSDT')
})

it('has all that it lists as default where nothing else is said', () => {
  const all = makeListing({ instruments: [binance, okx], venue: 'BINANCE' })
  expect(all.defaults).toHaveLength(2)
  const some = makeListing({ instruments: [binance, okx], venue: 'BINANCE', defaults: [okx.id] })
  expect(some.defaults.map(({ id }) => id)).toEqual([okx.id])
})

it('lists more behind what is there, and nothing twice', () => {
  const listing = makeListing({ instruments: [binance], venue: 'BINANCE' })
  listing.extend([binance, eth])
  expect(listing.instruments.map(({ id, index }) => [id, index])).toEqual([
    [binance.id, 0],
    [eth.id, 1],
  ])
  expect(listing.find('ETHUSDT')?.index).toBe(1)
})

it('calls an instrument by the first of the symbols that it stands in for', () => {
  const aliases = new Map([
    ['BTCUSDT', okx.id],
    ['BTCUSDC', okx.id],
  ])
  const listing = makeListing({ instruments: [okx], venue: 'OKX', aliases })
  expect(listing.nameOf(okx)).toBe('BTCUSDT')
  expect(listing.find('BTCUSDC')?.id).toBe(okx.id)
})

it('finds again what it has found, and what was listed after it had been asked for in vain', () => {
  const listing = makeListing({ instruments: [binance], venue: 'BINANCE' })
  for (const text of ['BTCUSDT', 'btcusdt', 'BTCUSDT'])
    expect(listing.find(text)?.id).toBe(binance.id)
  expect(listing.find('ETHUSDT')).toBeUndefined()
  listing.extend([eth])
  expect(listing.find('ETHUSDT')?.id).toBe(eth.id)
})
