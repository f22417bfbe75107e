import { expect, it } from 'vitest'
import {
  directionOf,
  formatAge,
  formatAxisTime,
  formatCandleTime,
  formatChange,
  formatMinute,
  formatPrice,
  formatSpan,
} from './format.ts'

it('writes a price with every decimal of its instrument and its digits grouped', () => {
  expect(formatPrice(6_183_760, 2)).toBe('61,837.60')
  expect(formatPrice(5, 8)).toBe('0.00000005')
  expect(formatPrice(42, 0)).toBe('42')
})

it('writes a change with its sign, and zero without one', () => {
  expect(formatChange(123)).toBe('+1.23%')
  expect(formatChange(-5)).toBe('−0.05%')
  expect(formatChange(0)).toBe('0.00%')
})

it('knows a direction only where there is a change', () => {
  expect([directionOf(1), directionOf(-1), directionOf(0), directionOf(undefined)]).toEqual([
    'up',
    'down',
    'flat',
    'flat',
  ])
})

it('tells an age in its largest whole unit', () => {
  expect(formatAge(999)).toBe('0 s')
  expect(formatAge(12_300)).toBe('12 s')
  expect(formatAge(59_999)).toBe('59 s')
  expect(formatAge(180_000)).toBe('3 min')
  expect(formatAge(2 * 3_600_000)).toBe('2 h')
  expect(formatAge(86_400_000)).toBe('1 day')
  expect(formatAge(3 * 86_400_000)).toBe('3 days')
})

it('takes a clock that runs behind for no age at all', () => {
  expect(formatAge(-5_000)).toBe('0 s')
})

it('tells a cadence below a second in milliseconds', () => {
  expect(formatSpan(250)).toBe('250 ms')
  expect(formatSpan(1_000)).toBe('1 s')
  expect(formatSpan(300_000)).toBe('5 min')
})

it('names the day only of a minute that is not today', () => {
  const noon = new Date(2026, 10, 21, 12, 34).getTime()
  expect(formatMinute(noon, noon + 60_000)).toBe('12:34')
  expect(formatMinute(noon, noon + 86_400_000)).toBe('21 Nov, 12:34')
})

it('labels a time axis with the day where a new one begins', () => {
  const late = new Date(2026, 10, 21, 23, 45).getTime() / 1_000
  const label = (time: number, before?: number) => formatAxisTime(time, { before, interval: '1s' })
  expect(label(late)).toBe('23:45')
  expect(label(late + 900, late)).toBe('22 Nov')
  expect(label(late + 5, late)).toBe('23:45:05')
})

it("tells days and weeks by the market's own date, which is that of UTC, and the year where it is another", () => {
  const day = Date.UTC(2025, 11, 31)
  expect(formatCandleTime(day, '1d', day)).toBe('31 Dec')
  expect(formatCandleTime(day, '1w', Date.UTC(2026, 0, 1))).toBe('31 Dec 2025')
  const label = (at: number, before?: number) =>
    formatAxisTime(at / 1_000, { before: before && before / 1_000, interval: '1d' })
  expect(label(day)).toBe('31 Dec')
  expect(label(Date.UTC(2026, 0, 1), day)).toBe('2026')
  expect(label(Date.UTC(2026, 0, 2), Date.UTC(2026, 0, 1))).toBe('2 Jan')
})
