import { expect, it } from 'vitest'
import { decimalText } from './decimal.ts'
import { isDay, type Lot, maxNoteChars, parseLot, totalCost } from './lot.ts'

const lot: Lot = {
  symbol: 'KRAKEN:BTC/USD',
  base: 'BTC',
  quote: 'USD',
  quantity: '0.015',
  cost: { amount: '61837.63', currency: 'USD', per: 'unit' },
  date: '2026-11-22',
  note: 'first',
  addedAt: 5,
}

it('reads back what it has kept', () => {
  expect(parseLot(structuredClone(lot))).toEqual(lot)
  const bare = { ...lot, cost: undefined, date: undefined, note: '' }
  expect(parseLot(JSON.parse(JSON.stringify(bare)))).toEqual(bare)
})

it('knows what all of it cost, however the price was given', () => {
  const total = (cost: Lot['cost']) => {
    const amount = totalCost({ ...lot, cost })
    return amount && decimalText(amount)
  }
  expect(total(lot.cost)).toBe('927.56445')
  expect(total({ amount: '927.5', currency: 'USD', per: 'all' })).toBe('927.5')
  expect(total(undefined)).toBeUndefined()
})

it('reads nothing that is not a lot', () => {
  const wrong: unknown[] = [
    null,
    'BTC',
    { ...lot, symbol: 'a b' },
    { ...lot, quantity: '0' },
    { ...lot, quantity: '-1' },
    { ...lot, quantity: 1 },
    { ...lot, cost: { ...lot.cost, amount: 'x' } },
    { ...lot, cost: { ...lot.cost, currency: 'us dollars' } },
    { ...lot, cost: { ...lot.cost, per: 'share' } },
  ]
  for (const each of wrong) expect(parseLot(each)).toBeUndefined()
})

it('does without a day that no calendar has, and cuts what is too long', () => {
  expect(parseLot({ ...lot, date: '2026-02-30' })?.date).toBeUndefined()
  expect(parseLot({ ...lot, note: 'x'.repeat(900) })?.note).toHaveLength(maxNoteChars)
  expect([isDay('2024-02-29'), isDay('2025-02-29'), isDay('24-2-29')]).toEqual([true, false, false])
})
