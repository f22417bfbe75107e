import { expect, it } from 'vitest'
import type { LiveStatus, Phase } from '../../engine/live.ts'
import { ageToTell, isConnected, marketLabel, needsClock } from './connection.ts'
import { badgeText, bannerText } from './status-words.ts'

const live: Phase = { name: 'live', transport: 'websocket', since: 0 }
const resting: Phase = { name: 'resting', transport: 'poll', nextAt: 0 }
const waiting: Phase = { name: 'waiting', retryAt: 0, why: { type: 'ended' } }

function statusOf(phase: Phase, patch: Partial<LiveStatus> = {}): LiveStatus {
  return {
    phase,
    plan: { transport: 'websocket', intervalMs: 250, heartbeatMs: 15_000, reason: 'charging' },
    market: 'live',
    simulated: false,
    cursor: 'a.1',
    latencyMs: 12.4,
    clockAheadMs: undefined,
    heardAt: 0,
    unknown: [],
    ...patch,
  }
}

const row = { knownAt: 0, stale: false, cached: false }

it('tells no age of a fresh price on a live connection', () => {
  expect(ageToTell(row, { status: statusOf(live), now: 60_000 })).toBeUndefined()
})

it('tells the age of a stale price, of a cached one, and of all while not connected', () => {
  const status = statusOf(live)
  expect(ageToTell({ ...row, stale: true }, { status, now: 5_000 })).toBe(5_000)
  expect(ageToTell({ ...row, cached: true }, { status, now: 5_000 })).toBe(5_000)
  expect(ageToTell(row, { status: statusOf(waiting), now: 5_000 })).toBe(5_000)
  expect(ageToTell(row, { status: statusOf({ name: 'offline' }), now: 5_000 })).toBe(5_000)
  expect(ageToTell(row, { status: undefined, now: 5_000 })).toBe(5_000)
})

it('tells an age between two slow polls once it is worth telling', () => {
  const status = statusOf(resting)
  expect(ageToTell(row, { status, now: 9_999 })).toBeUndefined()
  expect(ageToTell(row, { status, now: 10_000 })).toBe(10_000)
})

it('never tells an age below zero when the clock was set back', () => {
  expect(ageToTell({ ...row, stale: true, knownAt: 9_000 }, { status: undefined, now: 0 })).toBe(0)
})

it('counts live and polling as connected, and nothing else', () => {
  expect([live, resting].map((phase) => isConnected(statusOf(phase)))).toEqual([true, true])
  const others: Phase[] = [
    waiting,
    { name: 'offline' },
    { name: 'idle' },
    { name: 'connecting', transport: 'sse', attempt: 1 },
  ]
  expect(others.some((phase) => isConnected(statusOf(phase)))).toBe(false)
})

it('needs no clock while everything is live and fresh', () => {
  expect(needsClock([], statusOf(live))).toBe(false)
  expect(needsClock([], statusOf(resting))).toBe(true)
})

it('labels every market that is not the present one, also when only the device remembers it', () => {
  expect(marketLabel([], statusOf(live))).toBeUndefined()
  expect(marketLabel([], statusOf(live, { simulated: true, market: 'simulated' }))).toBe(
    'simulated',
  )
  expect(marketLabel([], statusOf(live, { simulated: true, market: 'replay' }))).toBe('replay')
  expect(marketLabel([{ venue: 'SIMULATED' }], undefined)).toBe('simulated')
  expect(marketLabel([{ venue: 'REPLAY' }], undefined)).toBe('replay')
})

it('tells transport, cadence and latency on the badge', () => {
  expect(badgeText(statusOf(live))).toBe('Live · WebSocket · 250 ms · 12 ms')
  expect(badgeText(statusOf(waiting))).toBe('Reconnecting')
  expect(badgeText(undefined)).toBe('Connecting')
})

it('tells how old the prices are while it reconnects', () => {
  const known = { knownAt: 0, now: 12_000 }
  expect(bannerText(statusOf(waiting), known)).toBe('Reconnecting… prices are from 12 s ago')
  expect(bannerText(statusOf({ name: 'offline' }), known)).toBe(
    'You are offline. Prices are from 12 s ago',
  )
  expect(bannerText(undefined, { knownAt: undefined, now: 0 })).toBe('Still connecting…')
})
