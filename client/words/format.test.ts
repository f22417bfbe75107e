import { afterEach, describe, expect, it } from 'vitest'
import {
  directionOf,
  formatAge,
  formatAxisTime,
  formatBytes,
  formatCandleTime,
  formatChange,
  formatClock,
  formatCount,
  formatDay,
  formatDecimal,
  formatMinute,
  formatMoney,
  formatPrice,
  formatSpan,
  formatVolume,
} from './format.ts'
import { isTimeZone, setFormats, zoneOf } from './formats.ts'
import { numberStyles } from './formatters.ts'

afterEach(() => setFormats({ language: 'en', timeZone: 'device', numbers: 'language' }))

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

it('writes a day of the calendar, the same in every zone', () => {
  for (const timeZone of ['Pacific/Auckland', 'America/Los_Angeles']) {
    setFormats({ timeZone })
    expect(formatDay('2026-11-02')).toBe('2 Nov 2026')
  }
})

it('names the day only of a minute that is not today, and the year only of another', () => {
  const noon = new Date(2026, 10, 21, 12, 34).getTime()
  expect(formatMinute(noon, new Date(2027, 10, 21).getTime())).toBe('21 Nov 2026, 12:34')
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

describe('in the chosen number format', () => {
  const all = (write: () => string) =>
    numberStyles.map((numbers) => {
      setFormats({ numbers })
      return write()
    })

  it('groups digits and marks decimals', () => {
    expect(all(() => formatPrice(123_456_789, 2))).toEqual([
      '1,234,567.89',
      '1,234,567.89',
      '1.234.567,89',
      '1\u202f234\u202f567,89',
      '12,34,567.89',
    ])
    expect(all(() => formatCount(-12_345))).toEqual([
      '−12,345',
      '−12,345',
      '−12.345',
      '−12\u202f345',
      '−12,345',
    ])
  })

  it('keeps to it in sums, volumes and amounts of data, whose words are those of the language', () => {
    setFormats({ language: 'ko', numbers: '1.234,5' })
    expect(formatMoney(-1_234.5, 'USD')).toBe('−$1.234,50')
    expect(formatVolume(123_456)).toBe('12,35만')
    expect(formatBytes(1_234_567)).toBe('1,2MB')
  })
})

it('leaves no sign where only zeros are left', () => {
  expect(formatDecimal(-0.001, 2)).toBe('0.00')
  expect(formatDecimal(-1.5, 1)).toBe('−1.5')
})

it('says large numbers as the language counts: by thousands or by ten thousands', () => {
  const said = () => [1, 1_234, 12_345, 123_456_789, 1.5e12].map(formatVolume)
  expect(said()).toEqual(['1', '1.234K', '12.35K', '123.5M', '1.5T'])
  setFormats({ language: 'ko' })
  expect(said()).toEqual(['1', '1,234', '1.235만', '1.235억', '1.5조'])
  setFormats({ language: 'zh-Hans' })
  expect(said()).toEqual(['1', '1,234', '1.235万', '1.235亿', '1.5万亿'])
})

it('writes a sum with the sign and the decimals of its currency', () => {
  expect(formatMoney(1_234.5, 'EUR')).toBe('€1,234.50')
  expect(formatMoney(1_234.5, 'KRW')).toBe('₩1,235')
})

it('counts data by thousands', () => {
  expect([312, 1_000, 1_234_567, 5e9].map(formatBytes)).toEqual([
    '312 bytes',
    '1 kB',
    '1.2 MB',
    '5 GB',
  ])
})

it('tells times in the chosen zone, whether it is near or far, and days by the market’s', () => {
  const at = Date.UTC(2026, 10, 21, 22, 5, 6)
  setFormats({ timeZone: 'Asia/Seoul' })
  expect(formatClock(at)).toBe('07:05:06')
  expect(formatMinute(at, at)).toBe('07:05')
  expect(formatMinute(at, at + 86_400_000)).toBe('22 Nov, 07:05')
  expect(formatCandleTime(at, '1d', at)).toBe('21 Nov')
  expect(formatAxisTime(at / 1_000, { before: at / 1_000 - 86_400, interval: '1h' })).toBe('22 Nov')
  expect(zoneOf()).toBe('Asia/Seoul')
  setFormats({ timeZone: 'UTC' })
  expect(formatClock(at)).toBe('22:05:06')
  setFormats({ timeZone: 'device' })
  expect(zoneOf()).toBeUndefined()
})

it('writes dates as the language does', () => {
  const at = Date.UTC(2025, 11, 31, 3, 4)
  const now = Date.UTC(2026, 5, 1)
  const dates = () => [
    formatMinute(at, now),
    formatCandleTime(at, '1d', now),
    formatAxisTime(at / 1_000, { before: now / 1_000, interval: '1w' }),
  ]
  setFormats({ timeZone: 'UTC', language: 'ko' })
  expect(dates()).toEqual(['2025년 12월 31일 03:04', '2025년 12월 31일', '2025년'])
  setFormats({ language: 'zh-Hans' })
  expect(dates()).toEqual(['2025年12月31日 03:04', '2025年12月31日', '2025年'])
})

it('knows which time zones there are', () => {
  const known = ['device', 'UTC', 'Asia/Seoul', 'America/New_York'].filter(isTimeZone)
  expect(known).toEqual(['device', 'UTC', 'Asia/Seoul', 'America/New_York'])
  expect(['', 'Moon/Tycho', 'Asia/'].filter(isTimeZone)).toEqual([])
})
