import { expect, it } from 'vitest'
import { createCalendar, dayOf, midnightAfter } from './day.ts'

const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts).getTime()

it('names days by the calendar of the device', () => {
  expect(dayOf(at(2026, 10, 22, 0, 0))).toBe('2026-11-22')
  expect(dayOf(at(2026, 0, 1, 23, 59))).toBe('2026-01-01')
})

it('knows when the next day begins, also on the days that are longer or shorter', () => {
  for (let day = 1; day <= 365; day++) {
    const next = midnightAfter(at(2026, 0, day, 13, 30))
    expect(dayOf(next)).toBe(dayOf(at(2026, 0, day + 1, 12)))
    expect(dayOf(next - 1)).toBe(dayOf(at(2026, 0, day, 12)))
  }
})

it('stays in a day that has begun when the clock is put right by a little', () => {
  const today = createCalendar()
  const midnight = at(2026, 10, 22)
  expect(today(midnight - 1_000)).toBe('2026-11-21')
  expect(today(midnight + 500)).toBe('2026-11-22')
  expect(today(midnight - 2_000)).toBe('2026-11-22')
  expect(today(midnight + 10)).toBe('2026-11-22')
})

it('follows a clock that is set to another day', () => {
  const today = createCalendar()
  const noon = at(2026, 10, 22, 12)
  today(noon)
  expect(today(noon + 86_400_000)).toBe('2026-11-23')
  expect(today(noon)).toBe('2026-11-22')
})
