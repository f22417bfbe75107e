import { describe, expect, it } from 'vitest'
import { decimalText, parseDecimalText } from './decimal.ts'
import { findWay, type Pair, priceBefore, rateAlong, type Traded } from './rates.ts'

const pair = (symbol: string): Pair => {
  const [base = '', quote = ''] = symbol.slice(symbol.indexOf(':') + 1).split('/')
  return { symbol, base, quote }
}
const pairs = ['BTC/USDT', 'KRAKEN:USDT/USD', 'KRAKEN:USD/JPY', 'EUR/USDT', 'ETH/BTC'].map(pair)

describe('the way between two currencies', () => {
  const way = (from: string, to: string) =>
    findWay(pairs, from, to)?.map((leg) => `${leg.forward ? '' : '1/'}${leg.pair.symbol}`)

  it('is nothing where they are the same', () => {
    expect(way('USDT', 'USDT')).toEqual([])
  })

  it('goes along a pair or against it', () => {
    expect(way('USDT', 'USD')).toEqual(['KRAKEN:USDT/USD'])
    expect(way('USDT', 'EUR')).toEqual(['1/EUR/USDT'])
  })

  it('takes several steps where it must, the fewest there are', () => {
    expect(way('BTC', 'JPY')).toEqual(['BTC/USDT', 'KRAKEN:USDT/USD', 'KRAKEN:USD/JPY'])
    expect(way('EUR', 'USD')).toEqual(['EUR/USDT', 'KRAKEN:USDT/USD'])
  })

  it('never takes USDT for USD', () => {
    const without = pairs.filter(({ symbol }) => symbol !== 'KRAKEN:USDT/USD')
    expect(findWay(without, 'USDT', 'USD')).toBeUndefined()
  })

  it('is none where it would be too long, or nobody trades it', () => {
    expect(way('ETH', 'JPY')).toBeUndefined()
    expect(way('USDT', 'KRW')).toBeUndefined()
  })

  it('takes the first of two pairs that are as good', () => {
    const two = [pair('OKX:BTC/USDT'), ...pairs]
    expect(findWay(two, 'BTC', 'USDT')?.[0]?.pair.symbol).toBe('OKX:BTC/USDT')
  })
})

describe('the rate along it', () => {
  const traded = (price: string, change24h?: number): Traded => {
    const parsed = parseDecimalText(price)
    if (!parsed) throw new Error(`${price} is no price.`)
    return { price: parsed, change24h }
  }
  const prices: Record<string, Traded> = {
    'EUR/USDT': traded('1.25', 400),
    'KRAKEN:USDT/USD': traded('0.9993', -200),
  }
  const rate = (from: string, to: string) => {
    const way = findWay(pairs, from, to)
    return way && rateAlong(way, (symbol) => prices[symbol])
  }
  const text = (value: ReturnType<typeof parseDecimalText>) => value && decimalText(value)

  it('is the product of its prices, and a quotient against them', () => {
    expect(text(rate('EUR', 'USD')?.value)).toBe('1.249125')
    expect(text(rate('USDT', 'EUR')?.value)).toBe('0.8')
    expect(text(rate('USDT', 'USDT')?.value)).toBe('1')
  })

  it('knows what it was a day ago where every leg does', () => {
    expect(Number(text(rate('USDT', 'EUR')?.before))).toBeCloseTo(1.04 / 1.25, 12)
    expect(Number(text(rate('EUR', 'USD')?.before))).toBeCloseTo(
      (1.25 / 1.04) * (0.9993 / 0.98),
      12,
    )
    prices['EUR/USDT'] = traded('1.25')
    expect(rate('USDT', 'EUR')?.before).toBeUndefined()
    expect(text(rate('USDT', 'EUR')?.value)).toBe('0.8')
  })

  it('is unknown while a leg has no price', () => {
    expect(rate('BTC', 'USDT')).toBeUndefined()
  })

  it('has no price before a fall of everything', () => {
    expect(priceBefore(traded('1', -10_000))).toBeUndefined()
  })
})
