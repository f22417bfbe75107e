import { expect, it } from 'vitest'
import { makeSharing } from './sharing.ts'
import { again, alertOf, ruleOf } from './testing.ts'

it('keeps one of what many alerts say, and changes nothing', () => {
  const share = makeSharing()
  const rules = [
    ruleOf({ type: 'day-high' }),
    ruleOf({ type: 'day-low' }),
    ruleOf({ type: 'day-high' }, { repeat: { ...again } }),
    ruleOf({ type: 'day-low' }, { repeat: { ...again } }),
    ruleOf({ type: 'day-low' }, { repeat: { ...again, cooldownMs: 60_000 } }),
  ]
  const alerts = rules.map((rule) => alertOf(rule))
  const kept = alerts.map(share)
  expect(kept).toEqual(alerts)
  const repeats = kept.map(({ rule }) => rule.repeat)
  expect(repeats[1]).toBe(repeats[0])
  expect(repeats[3]).toBe(repeats[2])
  expect(repeats[4]).not.toBe(repeats[2])
})
