import { expect, it } from 'vitest'
import { emptyDay, emptyUsage, type UsageDay } from '../../engine/usage.ts'
import { alwaysWebSocket, joulesOf, lastDays, rangeOf, shareOf } from './energy.ts'

const day = (patch: Partial<UsageDay>): UsageDay => ({ ...emptyDay('2026-11-22'), ...patch })
const hour = 3_600_000

it('tells from the gentlest radio to the hungriest, and adds up both kinds', () => {
  const joules = joulesOf(
    day({
      uses: {
        websocket: {
          ...emptyUsage(),
          joules: {
            'lte-2012': 100,
            '4g-t-mobile-2021': 10,
            '4g-verizon-2021': 20,
            '5g-nsa-low-band-2021': 30,
            '5g-sa-low-band-2021': 60,
            '5g-mmwave-2021': 90,
          },
        },
        requests: { ...emptyUsage(), joules: { wifi: 4, 'wifi-2012': 1 } },
      },
    }),
  )
  expect(rangeOf(joules)).toEqual({ low: 11, high: 104 })
  expect(rangeOf({})).toEqual({ low: 0, high: 0 })
})

it('reckons what another policy would have taken by the same radio: an hour live, an hour behind', () => {
  const front = alwaysWebSocket({ open: { cellular: { frontMs: hour, backMs: 0 } } })
  const back = alwaysWebSocket({ open: { cellular: { frontMs: 0, backMs: hour } } })
  // The published figures with the radio's sleep taken off: 3,928 J and 1,677 J less 72 an hour.
  expect(front['lte-2012']).toBeGreaterThan(3_850)
  expect(front['lte-2012']).toBeLessThan(4_300)
  expect(Math.abs((back['lte-2012'] ?? 0) / 1_646 - 1)).toBeLessThan(0.03)
  expect(alwaysWebSocket({ open: {} })).toEqual({})
})

it('shares by the same profile on both sides, and tells between which shares that is', () => {
  const ours = { 'lte-2012': 50, '4g-verizon-2021': 5 }
  const others = { 'lte-2012': 100, '4g-verizon-2021': 50 }
  expect(shareOf(ours, others)).toEqual({ low: 0.1, high: 0.5 })
  expect(shareOf(ours, {})).toBeUndefined()
})

it('counts days back over the end of a month, with those on which nothing was used', () => {
  const days = [day({ day: '2026-02-27' }), day({ day: '2026-03-01', lastAt: 7 })]
  const last = lastDays(days, '2026-03-01', 4)
  expect(last.map(({ day }) => day)).toEqual([
    '2026-02-26',
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ])
  expect(last.at(-1)?.lastAt).toBe(7)
})
