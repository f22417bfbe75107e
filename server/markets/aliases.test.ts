import { expect, it } from 'vitest'
import { type Instrument, instrumentId, type VenueName } from '../../shared/instrument.ts'
import { aliasesAt, defaultPairs } from './aliases.ts'

function instrument(venue: VenueName, base: string, quote: string): Instrument {
  const symbol = `${base}-${quote}`
  const id = instrumentId(venue, symbol)
  return { id, venue, symbol, base, quote, decimals: 2, sizeDecimals: 5 }
}

it('finds the same pair, else the same base against another dollar', () => {
  const listed = [
    instrument('COINBASE', 'BTC', 'USD'),
    instrument('COINBASE', 'ETH', 'USD'),
    instrument('COINBASE', 'ETH', 'USDT'),
    instrument('COINBASE', 'SOL', 'EUR'),
  ]
  const aliases = aliasesAt(listed, defaultPairs)
  expect(aliases.get('BTCUSDT')).toBe('COINBASE:BTC-USD')
  expect(aliases.get('ETHUSDT')).toBe('COINBASE:ETH-USDT')
  expect(aliases.has('SOLUSDT')).toBe(false)
})

it('never takes a dollar for another currency', () => {
  const listed = [instrument('OKX', 'ETH', 'USDT')]
  expect(aliasesAt(listed, [{ symbol: 'ETHBTC', base: 'ETH', quote: 'BTC' }]).size).toBe(0)
})
