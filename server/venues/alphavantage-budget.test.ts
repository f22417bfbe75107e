import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Budget,
  dailyQuestions,
  emptyBudget,
  exhaust,
  readBudget,
  spend,
  writeBudget,
} from './alphavantage-budget.ts'

const day = 86_400_000
const start = Date.UTC(2026, 10, 20)

function spent(times: readonly number[]): Budget {
  return times.reduce<Budget>((budget, at) => {
    const spending = spend(budget, at)
    if (!spending.ok) throw new Error(`Refused at ${at} for ${spending.waitMs} ms.`)
    return spending.budget
  }, emptyBudget)
}

const allOf = (from: number) => Array.from({ length: dailyQuestions }, (_, i) => from + i * 2000)

it('asks once a second at most, and says how long to wait', () => {
  const budget = spent([start])
  expect(spend(budget, start + 500)).toEqual({ ok: false, waitMs: 600 })
  expect(spend(budget, start + 1100).ok).toBe(true)
})

it('has 25 questions in any 24 hours', () => {
  const budget = spent(allOf(start))
  expect(spend(budget, start + day / 2)).toEqual({ ok: false, waitMs: day / 2 })
  // The first is a day old: one more.
  const next = spend(budget, start + day)
  expect(next.ok).toBe(true)
  if (next.ok) expect(spend(next.budget, start + day + 1500).ok).toBe(false)
})

it('keeps its limits whenever it is asked, and a clock that jumps blocks it for a day at most', () => {
  const steps = fc.array(fc.integer({ min: -3_600_000, max: 3 * 3_600_000 }), { maxLength: 120 })
  fc.assert(
    fc.property(steps, (list) => {
      let now = start
      let budget = emptyBudget
      for (const step of list) {
        now += step
        const spending = spend(budget, now)
        if (!spending.ok) {
          expect(spending.waitMs).toBeGreaterThan(0)
          expect(spending.waitMs).toBeLessThanOrEqual(day)
          continue
        }
        budget = spending.budget
        expect(budget.spentAt.length).toBeLessThanOrEqual(dailyQuestions)
        expect(budget.spentAt).toEqual([...budget.spentAt].sort((a, b) => a - b))
      }
    }),
  )
})

it('believes Alpha Vantage that it is spent, for some hours', () => {
  const budget = exhaust(spent([start]), start)
  const spending = spend(budget, start + 2000)
  expect(spending.ok).toBe(false)
  if (!spending.ok) expect(spending.waitMs).toBeLessThan(6 * 3_600_000)
  expect(spend(budget, start + 6 * 3_600_000).ok).toBe(true)
})

it('is read as it was written, and empty where that is broken', () => {
  const budget = spent(allOf(start))
  expect(readBudget(writeBudget(budget))).toEqual(budget)
  for (const text of [
    undefined,
    '',
    'no',
    '[]',
    'null',
    '{}',
    '{"spentAt":["a"]}',
    '{"spentAt":5}',
  ]) {
    expect(readBudget(text)).toEqual(emptyBudget)
  }
})
