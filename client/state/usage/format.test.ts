import { expect, it } from 'vitest'
import {
  formatDate,
  formatDuration,
  formatJouleRange,
  formatJoules,
  formatShare,
} from './format.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

it('writes joules with two digits, and thousands of them as such', () => {
  expect([0, 0.04, 0.44, 3.46, 38.4, 214, 1_240].map((it) => plain(formatJoules(it)))).toEqual([
    '0 J',
    '0 J',
    '0.4 J',
    '3.5 J',
    '38 J',
    '210 J',
    '1.2 kJ',
  ])
})

it('writes a range with its unit once', () => {
  expect(plain(formatJouleRange({ low: 38, high: 214 }))).toBe('38–210 J')
  expect(plain(formatJouleRange({ low: 380, high: 2_140 }))).toBe('380 J–2.1 kJ')
  expect(plain(formatJouleRange({ low: 38, high: 38.2 }))).toBe('38 J')
  expect(formatShare({ low: 0.421, high: 0.478 })).toBe('42–48%')
  expect(formatShare({ low: 1.03, high: 1.03 })).toBe('103%')
})

it('writes durations and dates', () => {
  expect([5_000, 125_000, 3_600_000, 7_500_000].map(formatDuration)).toEqual([
    '5 s',
    '2 min',
    '1 h',
    '2 h 5 min',
  ])
  expect([formatDate('2026-11-22'), formatDate('2026-11-02')]).toEqual(['22', '2'])
})
