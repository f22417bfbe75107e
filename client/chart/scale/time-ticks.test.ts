import fc from 'fast-check'
import { expect, it } from 'vitest'
import { timeTicks } from './time-ticks.ts'
import { offsetOf } from './zone.ts'

const hour = 3_600
const day = 86_400
const at = (text: string) => Date.parse(text) / 1_000
const texts = (ticks: number[]) =>
  ticks.map((time) => new Date(time * 1_000).toISOString().slice(0, 16))
const between = (from: string, to: string, least: number, zone = 'UTC') =>
  texts(timeTicks({ from: at(from), to: at(to) }, { least, offset: offsetOf(zone) }))

it('stands on full quarters of an hour', () => {
  expect(between('2024-06-03T10:07Z', '2024-06-03T10:50Z', 700)).toEqual([
    '2024-06-03T10:15',
    '2024-06-03T10:30',
    '2024-06-03T10:45',
  ])
})

it('stands on the midnights of the zone', () => {
  expect(between('2024-06-03T10:00Z', '2024-06-05T20:00Z', 0.8 * day, 'Asia/Seoul')).toEqual([
    '2024-06-03T15:00',
    '2024-06-04T15:00',
    '2024-06-05T15:00',
  ])
})

it('stands on them also where an hour is missing or comes twice', () => {
  expect(between('2024-03-09T12:00Z', '2024-03-12T12:00Z', 0.8 * day, 'America/New_York')).toEqual([
    '2024-03-10T05:00',
    '2024-03-11T04:00',
    '2024-03-12T04:00',
  ])
  expect(between('2024-11-02T12:00Z', '2024-11-05T12:00Z', 0.8 * day, 'America/New_York')).toEqual([
    '2024-11-03T04:00',
    '2024-11-04T05:00',
    '2024-11-05T05:00',
  ])
})

it('counts hours from the midnights of a zone that is half an hour off', () => {
  expect(between('2024-06-03T00:00Z', '2024-06-03T12:00Z', 5 * hour, 'Asia/Kolkata')).toEqual([
    '2024-06-03T00:30',
    '2024-06-03T06:30',
  ])
})

it('stands on Mondays, then on firsts of months, quarters and years', () => {
  expect(between('2024-06-01T00:00Z', '2024-06-20T00:00Z', 6 * day)).toEqual([
    '2024-06-03T00:00',
    '2024-06-10T00:00',
    '2024-06-17T00:00',
  ])
  expect(between('2024-01-15T00:00Z', '2024-04-15T00:00Z', 25 * day)).toEqual([
    '2024-02-01T00:00',
    '2024-03-01T00:00',
    '2024-04-01T00:00',
  ])
  expect(between('2023-12-15T00:00Z', '2024-08-01T00:00Z', 80 * day)).toEqual([
    '2024-01-01T00:00',
    '2024-04-01T00:00',
    '2024-07-01T00:00',
  ])
  expect(between('2019-06-01T00:00Z', '2022-06-01T00:00Z', 300 * day)).toEqual([
    '2020-01-01T00:00',
    '2021-01-01T00:00',
    '2022-01-01T00:00',
  ])
})

it('is ascending, within its span and wide enough apart, in every zone and at every zoom', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Asia/Seoul',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  )
  const starts = fc.integer({ min: at('1990-01-01'), max: at('2030-01-01') })
  const lengths = fc.double({ min: 1, max: 9, noNaN: true }).map((power) => 10 ** power)
  fc.assert(
    fc.property(
      zones,
      starts,
      lengths,
      fc.integer({ min: 2, max: 20 }),
      (zone, from, length, count) => {
        const least = length / count
        const ticks = timeTicks({ from, to: from + length }, { least, offset: offsetOf(zone) })
        expect(ticks.length).toBeLessThanOrEqual(count + 2)
        for (const [index, tick] of ticks.entries()) {
          expect(tick).toBeGreaterThanOrEqual(from)
          expect(tick).toBeLessThanOrEqual(from + length)
          const before = ticks[index - 1]
          // An hour may be missing between two of them, and a month has 28 days.
          if (before !== undefined)
            expect(tick - before).toBeGreaterThan(0.85 * Math.min(least, 50 * 365 * day) - hour)
        }
      },
    ),
  )
})

it('knows the offset of a zone, and of the device where none is chosen', () => {
  const summer = at('2024-07-01T00:00Z')
  expect(offsetOf('Asia/Seoul')(summer)).toBe(9 * hour)
  expect(offsetOf('America/St_Johns')(summer)).toBe(-2.5 * hour)
  expect(offsetOf('America/New_York')(at('2024-01-01T00:00Z'))).toBe(-5 * hour)
  expect(offsetOf('Europe/London')(at('2024-01-01T00:00Z'))).toBe(0)
  expect(offsetOf(undefined)(summer)).toBe(-60 * new Date(summer * 1_000).getTimezoneOffset())
})
