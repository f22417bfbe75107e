import { afterEach, expect, it } from 'vitest'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import { setFormats } from '../../words/formats.ts'
import { dayName, groupByDay } from './days.ts'

const at = (text: string) => Date.parse(text)
const told = (id: string, time: string): LoggedNotification => {
  const event = { type: 'test' } as const
  return { id, at: at(time), sequence: 1, readAt: undefined, event, deliveries: [] }
}

afterEach(() => setFormats({ timeZone: 'device' }))

it('groups by the day of the chosen zone, in order', () => {
  const list = [
    told('c', '2026-11-22T01:00:00Z'),
    told('b', '2026-11-21T23:00:00Z'),
    told('a', '2026-11-21T14:00:00Z'),
  ]
  setFormats({ timeZone: 'UTC' })
  expect([...groupByDay(list)]).toEqual([
    ['2026-11-22', ['c']],
    ['2026-11-21', ['b', 'a']],
  ])
  setFormats({ timeZone: 'Asia/Seoul' })
  expect([...groupByDay(list)]).toEqual([
    ['2026-11-22', ['c', 'b']],
    ['2026-11-21', ['a']],
  ])
})

it('names the last two days, over the end of a month and a change of the clock', () => {
  setFormats({ timeZone: 'America/New_York' })
  const now = at('2026-11-01T12:00:00Z')
  const names = ['2026-11-01', '2026-10-31', '2026-10-30'].map((date) => dayName(date, now))
  expect(names).toEqual(['Today', 'Yesterday', '30 Oct 2026'])
})
