import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Owned } from '../owned.ts'
import {
  add,
  compare,
  type Decimal,
  decimalText,
  multiply,
  parseDecimalText,
  zero,
} from './decimal.ts'
import type { Lot } from './lot.ts'
import { gainInBasisPoints, groupLots, totalOf, type Valuing, valuePosition } from './valuation.ts'

function decimal(text: string): Decimal {
  const parsed = parseDecimalText(text)
  if (!parsed) throw new Error(`${text} is no decimal number.`)
  return parsed
}

let made = 0
function lot(symbol: string, quantity: string, cost?: string, more: Partial<Lot> = {}): Owned<Lot> {
  made += 1
  const [amount = '', currency = ''] = cost?.split(' ') ?? []
  return {
    id: `l${made}`,
    value: {
      symbol,
      base: symbol.slice(0, 3),
      quote: symbol.slice(3),
      quantity,
      cost: cost === undefined ? undefined : { amount, currency, per: 'unit' },
      date: undefined,
      note: '',
      addedAt: made,
      ...more,
    },
  }
}

const rates: Record<string, [now: string, before: string | undefined]> = {
  USDT: ['1', '1'],
  USD: ['1.001', undefined],
  EUR: ['1.25', '1.2'],
}
const valuing: Valuing = {
  quotedOf(symbol) {
    if (symbol === 'XXXUSDT') return undefined
    const currency = symbol.slice(3)
    return { price: decimal('60000.5'), change24h: 2_000, currency }
  },
  rateFrom(currency) {
    const [now, before] = rates[currency] ?? []
    return now === undefined
      ? undefined
      : { value: decimal(now), before: before === undefined ? undefined : decimal(before) }
  },
}
const value = (...lots: Owned<Lot>[]) => valuePosition(lots, valuing)
const text = (amount: Decimal | undefined) => amount && decimalText(amount)

describe('a holding', () => {
  it('is worth its quantity at the price of now, to the last digit', () => {
    const held = value(lot('BTCUSDT', '0.1'), lot('BTCUSDT', '0.000000000000000001'))
    expect(text(held.quantity)).toBe('0.100000000000000001')
    expect(text(held.value)).toBe('6000.0500000000000600005')
  })

  it('has gained what it is worth more than it cost', () => {
    const held = value(lot('BTCUSDT', '0.5', '50000 USDT'), lot('BTCUSDT', '0.5', '40000 USDT'))
    expect(text(held.cost)).toBe('45000')
    expect(text(held.profit?.amount)).toBe('15000.5')
    expect(text(held.average?.amount)).toBe('45000')
    expect(gainInBasisPoints(held.profit ?? { amount: zero, base: zero })).toBeCloseTo(3333.44, 2)
  })

  it('takes a cost in another currency at the rate of now, and names no average of two', () => {
    const held = value(lot('BTCUSDT', '1', '40000 EUR'), lot('BTCUSDT', '1', '40000 USDT'))
    expect(text(held.cost)).toBe('90000')
    expect(text(held.profit?.amount)).toBe('30001')
    expect(held.average).toBeUndefined()
  })

  it('counts no profit of what has no cost, or none that can be converted', () => {
    const held = value(
      lot('BTCUSDT', '1', '50000 USDT'),
      lot('BTCUSDT', '9'),
      lot('BTCUSDT', '9', '1 KRW'),
    )
    expect(text(held.profit?.amount)).toBe('10000.5')
    expect(held.uncosted).toBe(2)
    expect(value(lot('BTCUSDT', '9')).profit).toBeUndefined()
  })

  it('tells the day by its price and its currency together', () => {
    expect(text(value(lot('BTCUSDT', '12')).day?.base)).toMatch(/^600004\.99999|^600005$/)
    const inEuro = value(lot('BTCEUR', '1'))
    const before = (60000.5 / 1.2) * 1.2
    expect(Number(text(inEuro.day?.base))).toBeCloseTo(before, 6)
    expect(value(lot('BTCUSD', '1')).day).toBeUndefined()
    expect(text(value(lot('BTCUSD', '1')).value)).toBe('60060.5005')
  })

  it('says why it has no value', () => {
    expect(value(lot('XXXUSDT', '1')).missing).toEqual({ what: 'price' })
    expect(value(lot('BTCKRW', '1')).missing).toEqual({ what: 'rate', currency: 'KRW' })
  })
})

describe('all holdings', () => {
  it('are worth the sum of those that are worth anything, and name the others', () => {
    const positions = [lot('BTCUSDT', '1', '1 USDT'), lot('XXXUSDT', '1'), lot('BTCEUR', '1')].map(
      (each) => value(each),
    )
    const total = totalOf(positions)
    expect(text(total.value)).toBe('135001.125')
    expect(text(total.profit?.amount)).toBe('59999.5')
    expect(total.leftOut.map(({ symbol }) => symbol)).toEqual(['XXXUSDT'])
    expect(total.uncosted.map(({ symbol }) => symbol)).toEqual(['BTCEUR'])
  })

  it('are worth nothing where there is nothing', () => {
    expect(totalOf([])).toEqual({
      value: zero,
      day: undefined,
      profit: undefined,
      leftOut: [],
      uncosted: [],
    })
  })

  it('never lose a unit of any lot, however many there are', () => {
    const quantity = fc.bigInt(1n, 10n ** 24n).map((digits) => decimalText({ digits, scale: 18 }))
    fc.assert(
      fc.property(fc.array(quantity, { minLength: 1, maxLength: 40 }), (quantities) => {
        const all = quantities.map((each, i) => lot(i % 2 ? 'BTCUSDT' : 'ETHUSDT', each))
        const positions = [...groupLots(all).values()].map((lots) => valuePosition(lots, valuing))
        const expected = quantities.reduce(
          (sum, each) => add(sum, multiply(decimal(each), decimal('60000.5'))),
          zero,
        )
        expect(compare(totalOf(positions).value, expected)).toBe(0)
      }),
    )
  })
})

it('groups lots by instrument in the order they were added, those of one by day', () => {
  const lots = [
    lot('BTCUSDT', '1', undefined, { date: '2026-03-01' }),
    lot('ETHUSDT', '1'),
    lot('BTCUSDT', '2', undefined, { date: '2026-01-01' }),
    lot('BTCUSDT', '3', undefined, { date: '2026-01-01' }),
  ]
  const groups = groupLots(lots.toReversed())
  expect([...groups.keys()]).toEqual(['BTCUSDT', 'ETHUSDT'])
  expect(groups.get('BTCUSDT')?.map(({ value }) => value.quantity)).toEqual(['2', '3', '1'])
})
