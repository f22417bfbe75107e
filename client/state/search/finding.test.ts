import { expect, it } from 'vitest'
import { type Finding, findAmong, onePerPair, parseFinding, unique } from './finding.ts'

function finding(name: string, rest: Partial<Finding> = {}): Finding {
  const about = { kind: 'spot', status: 'trading', fullName: undefined, venue: 'BINANCE' } as const
  return { name, symbol: name, base: name.slice(0, -4), quote: name.slice(-4), ...about, ...rest }
}

const known = [
  finding('WBTCUSDT'),
  finding('BTCUSDT', { fullName: 'Bitcoin' }),
  finding('BCHUSDT', { fullName: 'Bitcoin Cash', status: 'dead' }),
  finding('KRAKEN:BTC/USD', { symbol: 'BTC/USD', base: 'BTC', quote: 'USD', venue: 'KRAKEN' }),
]
const names = (query: string, limit = 9) => findAmong(known, query, limit).map(({ name }) => name)

it('finds as the server does: by code, by pair with any separator, by name, at a venue', () => {
  expect(names('btc')).toEqual(['BTCUSDT', 'KRAKEN:BTC/USD', 'WBTCUSDT'])
  expect(names('btc-usd')).toEqual(['KRAKEN:BTC/USD', 'BTCUSDT', 'WBTCUSDT'])
  expect(names('kraken btc')).toEqual(['KRAKEN:BTC/USD'])
  expect(names('zzz')).toEqual([])
})

it('puts what no longer trades behind what does, of what matches alike', () => {
  expect(names('b')).toEqual(['BTCUSDT', 'KRAKEN:BTC/USD', 'BCHUSDT'])
  expect(names('', 3)).toEqual(['WBTCUSDT', 'BTCUSDT', 'KRAKEN:BTC/USD'])
})

it('names each instrument once, and each pair once where one is enough', () => {
  const [first] = known
  if (!first) throw new Error('There is nothing known.')
  expect(unique([first, { ...first, fullName: 'later' }])).toEqual([first])
  const other = { ...first, name: 'OKX:WBTC-USDT', venue: 'OKX' as const }
  expect(onePerPair([first, other])).toEqual([first])
})

it('reads what the device has kept, and nothing that it can not have', () => {
  for (const each of known) {
    expect(parseFinding(JSON.parse(JSON.stringify(each)))).toEqual(each)
  }
  expect(parseFinding({ ...known[0], venue: 'MOON' })?.venue).toBeUndefined()
  for (const broken of [null, 1, {}, { ...known[0], name: 1 }]) {
    expect(parseFinding(broken)).toBeUndefined()
  }
})
