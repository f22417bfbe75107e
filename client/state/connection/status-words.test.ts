import { expect, test } from 'vitest'
import type { LiveStatus } from '../../engine/live.ts'
import { badgeText, healthOf } from './status-words.ts'

const idle: LiveStatus = {
  phase: { name: 'idle' },
  plan: { transport: 'none', intervalMs: 0, heartbeatMs: 0, reason: 'no-page' },
  market: 'connecting',
  simulated: false,
  cursor: undefined,
  latencyMs: undefined,
  clockAheadMs: undefined,
  heardAt: undefined,
  unknown: [],
}

test('an engine that was just born is connecting, not resting', () => {
  expect(badgeText(idle)).toBe('Connecting')
  expect(healthOf(idle)).toBe('trying')
})

test('an engine that the user paused is calm, and says so', () => {
  const paused: LiveStatus = { ...idle, plan: { ...idle.plan, reason: 'mode-paused' } }
  expect(badgeText(paused)).toBe('Paused')
  expect(healthOf(paused)).toBe('calm')
})
