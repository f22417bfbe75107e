import { expect, it } from 'vitest'
import type { AlertCondition } from '../../../shared/alert.ts'
import { around, type Draft, draftOf, emptyDraft, fieldOf, moved, readDraft } from './draft.ts'
import { ruleOf } from './testing.ts'

const now = new Date(2026, 10, 22, 12).getTime()
const about = { symbol: 'BTCUSDT', now, paused: false }
const begun = { price: '68120.50', today: '2026-11-22' }
const typed = (patch: Partial<Draft>) => readDraft({ ...emptyDraft(begun), ...patch }, about)

const conditions: AlertCondition[] = [
  { type: 'above', price: '70000' },
  { type: 'below', price: '0.00001234' },
  { type: 'crosses', price: '1' },
  { type: 'enters', low: '1', high: '2.5' },
  { type: 'leaves', low: '1', high: '2.5' },
  { type: 'change', direction: 'down', percent: 2.5, windowMs: 900_000 },
  { type: 'change-since-close', direction: 'either', percent: 3 },
  { type: 'day-high' },
  { type: 'day-low' },
  { type: 'volume', times: 2.5, windowMs: 300_000 },
  { type: 'silence', afterMs: 600_000 },
]

it.each(conditions)('types $type and reads the same of it', (condition) => {
  const repeat = { type: 'again', hysteresisPercent: 0.25, cooldownMs: 60_000 } as const
  const rule = ruleOf({ condition, repeat, note: 'mind', source: 'bid' })
  expect(readDraft(draftOf(rule, begun), about)).toEqual({ rule })
})

it('begins at the present price, and moves from it by per cent with as many decimals', () => {
  expect(typed({})).toMatchObject({ rule: { condition: { type: 'above', price: '68120.50' } } })
  expect([moved('68120.50', 3), moved('0.000123', -10)]).toEqual(['70164.12', '0.000111'])
  expect(around('100.0', 1)).toEqual({ low: '99.0', high: '101.0' })
})

it('says at each field what is wrong with it', () => {
  expect(typed({ price: '' })).toEqual({ problems: { price: { type: 'missing' } } })
  expect(typed({ price: 'much' })).toEqual({ problems: { price: { type: 'number' } } })
  expect(typed({ price: '0' })).toEqual({ problems: { price: { type: 'positive' } } })
  expect(typed({ kind: 'enters', low: '2', high: '2' })).toEqual({
    problems: { high: { type: 'order' } },
  })
  expect(typed({ kind: 'change', percent: '0' })).toEqual({
    problems: { percent: { type: 'range', min: 0.01, max: 10_000 } },
  })
  expect(typed({ expiry: 'date', date: '2026-11-21' })).toEqual({
    problems: { date: { type: 'past' } },
  })
})

it('lasts to the end of the day that was chosen, and shows that day again', () => {
  const read = typed({ expiry: 'date', date: '2026-11-30' })
  const expiresAt = new Date(2026, 11, 1).getTime()
  expect(read).toMatchObject({ rule: { expiresAt } })
  expect(draftOf(ruleOf({ expiresAt }), begun)).toMatchObject({
    expiry: 'date',
    date: '2026-11-30',
  })
})

it('finds the field that the server means', () => {
  expect(fieldOf('rule.condition.price')).toBe('price')
  expect(fieldOf('rule.symbol')).toBeUndefined()
})

it('leaves the end of one that is changed as it is, until another day is chosen', () => {
  const expiresAt = now + 30 * 3_600_000
  const draft = draftOf(ruleOf({ expiresAt }), begun)
  const read = (patch: Partial<Draft>) => readDraft({ ...draft, ...patch }, about)
  expect(read({ note: 'mind' })).toMatchObject({ rule: { expiresAt } })
  const later = new Date(2026, 11, 1).getTime()
  expect(read({ date: '2026-11-30' })).toMatchObject({ rule: { expiresAt: later } })
})
