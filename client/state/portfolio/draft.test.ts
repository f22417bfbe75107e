import { afterEach, expect, it } from 'vitest'
import { setFormats } from '../../words/formats.ts'
import { decimalText } from './decimal.ts'
import { type Draft, dayOf, draftOf, draftTotal, emptyDraft, readDraft } from './draft.ts'
import type { Lot } from './lot.ts'

afterEach(() => setFormats({ numbers: 'language' }))

const today = '2026-11-22'
const draft = (more: Partial<Draft> = {}): Draft => ({
  ...emptyDraft('USDT', today),
  quantity: '0.5',
  amount: '60,000.25',
  ...more,
})
const problems = (more: Partial<Draft>) => {
  const read = readDraft(draft(more), today)
  return 'problems' in read ? read.problems : {}
}

it('reads what was typed, in the chosen number format, without losing a digit', () => {
  expect(readDraft(draft({ quantity: ' 0.100000000000000001 ' }), today)).toEqual({
    fields: {
      quantity: '0.100000000000000001',
      cost: { amount: '60000.25', currency: 'USDT', per: 'unit' },
      date: today,
      note: '',
    },
  })
  setFormats({ numbers: '1.234,5' })
  const read = readDraft(draft({ quantity: '0,5', amount: '60.000,25', per: 'all' }), today)
  expect(read).toMatchObject({
    fields: { quantity: '0.5', cost: { amount: '60000.25', per: 'all' } },
  })
})

it('takes a lot whose cost and day nobody knows', () => {
  expect(readDraft(draft({ amount: '', date: '', note: ' gift ' }), today)).toEqual({
    fields: { quantity: '0.5', cost: undefined, date: undefined, note: 'gift' },
  })
})

it('says what is wrong with each field', () => {
  expect(problems({ quantity: '' })).toEqual({ quantity: 'missing' })
  expect(problems({ quantity: 'half', amount: 'much' })).toEqual({
    quantity: 'number',
    amount: 'number',
  })
  expect(problems({ quantity: '0', amount: '-1' })).toEqual({
    quantity: 'positive',
    amount: 'negative',
  })
  expect(problems({ quantity: '-1', currency: '$' })).toEqual({
    quantity: 'positive',
    currency: 'unknown',
  })
  expect(problems({ date: '2026-11-23' })).toEqual({ date: 'future' })
  expect(problems({ amount: '', currency: '' })).toEqual({})
})

it('comes back from a lot as it was typed', () => {
  setFormats({ numbers: '1.234,5' })
  const lot: Lot = {
    symbol: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
    quantity: '0.5',
    cost: { amount: '60000.25', currency: 'EUR', per: 'all' },
    date: undefined,
    note: 'x',
    addedAt: 1,
  }
  expect(draftOf(lot)).toMatchObject({ quantity: '0,5', amount: '60000,25', currency: 'EUR' })
  expect(readDraft(draftOf(lot), today)).toMatchObject({ fields: { cost: lot.cost, note: 'x' } })
})

it('tells what a price by the unit comes to', () => {
  const total = draftTotal(draft())
  expect(total && decimalText(total)).toBe('30000.125')
  expect(draftTotal(draft({ per: 'all' }))).toBeUndefined()
  expect(draftTotal(draft({ quantity: '' }))).toBeUndefined()
})

it('knows the local day', () => {
  expect(dayOf(new Date(2026, 10, 2, 23, 59).getTime())).toBe('2026-11-02')
})
