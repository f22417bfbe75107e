import { expect, it } from 'vitest'
import { makeQuoteTimes, nextQuoteAt } from './finnhub-quotes.ts'

const at = (text: string) => Date.parse(text)
const minute = 60_000

it('asks each minute in the regular session, seldom around it, and once while closed', () => {
  const regular = at('2026-11-20T15:00:00Z')
  expect(nextQuoteAt(regular)).toBe(regular + minute)
  const thin = at('2026-11-20T12:00:00Z')
  expect(nextQuoteAt(thin)).toBe(thin + 10 * minute)
  // Just before the opening: just after it.
  expect(nextQuoteAt(at('2026-11-20T14:29:00Z'))).toBe(at('2026-11-20T14:30:05Z'))
  // Saturday: when Monday's trading begins.
  expect(nextQuoteAt(at('2026-11-21T12:00:00Z'))).toBe(at('2026-11-23T09:00:05Z'))
})

it('asks first for what it never asked for, then for what is longest overdue', () => {
  const times = makeQuoteTimes()
  const now = at('2026-11-20T15:00:00Z')
  times.want(['A', 'B'])
  expect(times.due(now)).toBe('A')
  times.asked('A', now)
  expect(times.due(now)).toBe('B')
  times.asked('B', now + 1)
  expect(times.due(now + 2)).toBeUndefined()
  times.want(['A', 'B', 'C'])
  expect(times.due(now + 2)).toBe('C')
  times.asked('C', now + 2)
  expect(times.due(now + 2 * minute)).toBe('A')
})

it('waits after a failure as long as it is told', () => {
  const times = makeQuoteTimes()
  const now = at('2026-11-20T15:00:00Z')
  times.want(['A'])
  times.failed('A', { now, retryAfterMs: 5 * minute })
  expect(times.due(now + 4 * minute)).toBeUndefined()
  expect(times.due(now + 5 * minute)).toBe('A')
})

it('asks again when the clock was set back', () => {
  const times = makeQuoteTimes()
  const now = at('2026-11-20T15:00:00Z')
  times.want(['A'])
  times.asked('A', now)
  expect(times.due(now - 60 * minute)).toBe('A')
})

it('forgets what nobody wants', () => {
  const times = makeQuoteTimes()
  times.want(['A'])
  times.want([])
  times.asked('A', 0)
  times.failed('A', { now: 0 })
  expect(times.due(at('2026-11-20T15:00:00Z'))).toBeUndefined()
})
