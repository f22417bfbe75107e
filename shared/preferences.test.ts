import { expect, it } from 'vitest'
import { defaultPreferences, quietUntil, readPreferences } from './preferences.ts'

const minuteMs = 60_000
const at = (hours: number, minutes = 0) => (hours * 60 + minutes) * minuteMs
const night = { from: 22 * 60, to: 7 * 60, zone: 'UTC', pushes: 'wait' } as const

it('takes what was never chosen, or is not as it must be, for the default', () => {
  for (const json of [undefined, '{}', '[]', 'null', 'nonsense', '{"sound":1,"push":7}']) {
    expect(readPreferences(json)).toEqual(defaultPreferences)
  }
  for (const wrong of [
    { from: -1 },
    { to: 1_440 },
    { from: 1.5 },
    { zone: 7 },
    { zone: 'Mars/Olympus' },
    { pushes: 'x' },
  ]) {
    const json = JSON.stringify({ quietHours: { ...night, ...wrong } })
    expect(readPreferences(json)).toEqual(defaultPreferences)
  }
})

it('reads what was written', () => {
  const chosen = { quietHours: night, push: { alerts: false }, sound: false, vibration: false }
  expect(readPreferences(JSON.stringify(chosen))).toEqual(chosen)
})

it('says when quiet hours end, over midnight too', () => {
  expect(quietUntil(undefined, at(23))).toBeUndefined()
  expect(quietUntil(night, at(21, 59))).toBeUndefined()
  expect(quietUntil(night, at(22))).toBe(at(24 + 7))
  expect(quietUntil(night, at(6, 59) + 59_999)).toBe(at(7))
  expect(quietUntil(night, at(7))).toBeUndefined()
  const noon = { ...night, from: 12 * 60, to: 13 * 60 }
  expect(quietUntil(noon, at(12, 30) + 5_000)).toBe(at(13))
  expect(quietUntil(noon, at(13))).toBeUndefined()
})

it('reckons in the zone that was named, whole hours or not', () => {
  // 22:00 in Seoul is 13:00 in Greenwich; in Kolkata it is 16:30.
  expect(quietUntil({ ...night, zone: 'Asia/Seoul' }, at(13))).toBe(at(22))
  expect(quietUntil({ ...night, zone: 'Asia/Seoul' }, at(12, 59))).toBeUndefined()
  expect(quietUntil({ ...night, zone: 'Asia/Kolkata' }, at(16, 30))).toBe(at(25, 30))
})

it('has no quiet hours where they begin when they end', () => {
  expect(quietUntil({ ...night, to: night.from }, at(22))).toBeUndefined()
})
