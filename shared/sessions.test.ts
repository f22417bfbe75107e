import { expect, it } from 'vitest'
import { newYorkOffsetMs } from './new-york.ts'
import { type SessionPhase, sessionAt, tradingDay, tradingDayOf } from './sessions.ts'

const at = (text: string) => Date.parse(text)
const phase = (text: string) => sessionAt('stock', at(text)).phase

it('tells the phases of an ordinary day apart, to the millisecond', () => {
  const day: [string, SessionPhase][] = [
    ['2026-11-20T08:59:59.999Z', 'closed'],
    ['2026-11-20T09:00:00Z', 'pre'],
    ['2026-11-20T14:29:59.999Z', 'pre'],
    ['2026-11-20T14:30:00Z', 'regular'],
    ['2026-11-20T20:59:59.999Z', 'regular'],
    ['2026-11-20T21:00:00Z', 'after'],
    ['2026-11-21T00:59:59.999Z', 'after'],
    ['2026-11-21T01:00:00Z', 'closed'],
  ]
  for (const [time, expected] of day) expect([time, phase(time)]).toEqual([time, expected])
})

it('opens an hour earlier by UTC while daylight is saved', () => {
  expect(sessionAt('stock', at('2026-07-07T12:00:00Z'))).toEqual({
    phase: 'pre',
    until: at('2026-07-07T13:30:00Z'),
    opensAt: at('2026-07-07T13:30:00Z'),
    closesAt: at('2026-07-07T20:00:00Z'),
  })
  // The first Mondays after each change of 2026.
  expect(tradingDayOf('2026-03-09')?.opensAt).toBe(at('2026-03-09T13:30:00Z'))
  expect(tradingDayOf('2026-11-02')?.opensAt).toBe(at('2026-11-02T14:30:00Z'))
})

it('names the next regular session over a weekend, a holiday and a new year', () => {
  const opensAfter = (text: string) => new Date(sessionAt('stock', at(text)).opensAt).toISOString()
  expect(opensAfter('2026-11-20T22:00:00Z')).toBe('2026-11-23T14:30:00.000Z')
  expect(opensAfter('2026-11-25T23:00:00Z')).toBe('2026-11-27T14:30:00.000Z')
  expect(opensAfter('2027-12-31T22:00:00Z')).toBe('2028-01-03T14:30:00.000Z')
  // Good Friday 2026, then a weekend.
  expect(opensAfter('2026-04-03T15:00:00Z')).toBe('2026-04-06T13:30:00.000Z')
  expect(phase('2026-04-03T15:00:00Z')).toBe('closed')
})

it('closes early, late trading too', () => {
  expect(phase('2026-11-27T17:59:59Z')).toBe('regular')
  expect(phase('2026-11-27T18:00:00Z')).toBe('after')
  expect(phase('2026-11-27T21:59:59Z')).toBe('after')
  expect(phase('2026-11-27T22:00:00Z')).toBe('closed')
})

it('never closes crypto', () => {
  const { phase, until, opensAt, closesAt } = sessionAt('spot', at('2026-12-25T03:00:00Z'))
  expect([phase, until, opensAt, closesAt]).toEqual(['regular', Infinity, -Infinity, Infinity])
})

it('bounds a daily candle by the regular session', () => {
  const day = {
    date: '2013-10-07',
    time: at('2013-10-07T00:00:00Z'),
    opensAt: at('2013-10-07T13:30:00Z'),
    closesAt: at('2013-10-07T20:00:00Z'),
  }
  expect(tradingDay(day.opensAt)).toEqual(day)
  expect(tradingDay(day.closesAt - 1)).toEqual(day)
  expect(tradingDay(day.opensAt - 1)).toBeUndefined()
  expect(tradingDay(day.closesAt)).toBeUndefined()
  expect(tradingDayOf('2013-10-07')).toEqual(day)
  for (const none of ['2013-10-06', '2013-11-28', '2013-02-30', '2013-1-2', '', 'Monday']) {
    expect(tradingDayOf(none)).toBeUndefined()
  }
})

it('changes phase exactly when it said it would', () => {
  let time = at('2025-12-20T00:00:00Z')
  const seen: string[] = []
  while (time < at('2026-01-06T00:00:00Z')) {
    const { phase, until } = sessionAt('stock', time)
    expect(until).toBeGreaterThan(time)
    expect(sessionAt('stock', until - 1).phase).toBe(phase)
    expect(sessionAt('stock', until).phase).not.toBe(phase)
    seen.push(phase)
    time = until
  }
  // Friday's late trading, then nine trading days of four phases.
  expect(seen.length).toBe(1 + 9 * 4)
})

it("has New York's clock from 2010 to 2035, as the time zone database has it", () => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    timeZoneName: 'longOffset',
  })
  const intl = (time: number) => {
    const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value
    return Number(name?.slice(3, 6)) * 3_600_000
  }
  for (let time = Date.UTC(2010, 0, 1); time < Date.UTC(2036, 0, 1); time += 86_400_000) {
    if (intl(time) !== newYorkOffsetMs(time)) throw new Error(new Date(time).toISOString())
    if (intl(time) === intl(time + 86_400_000)) continue
    // A change: to the second.
    for (let second = time; second <= time + 86_400_000; second += 600_000) {
      expect(newYorkOffsetMs(second)).toBe(intl(second))
      expect(newYorkOffsetMs(second - 1)).toBe(intl(second - 1))
    }
  }
})
