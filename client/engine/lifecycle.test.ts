import { expect, it } from 'vitest'
import type { Cause } from './cause.ts'
import { backoff, type Happening, type Life, step } from './lifecycle.ts'
import type { Phase } from './live.ts'
import type { Plan } from './plan.ts'
import type { Close } from './transport.ts'

const now = 1_000_000
const dice = { now, random: 0.5 }
const live: Plan = {
  transport: 'websocket',
  intervalMs: 250,
  heartbeatMs: 15_000,
  reason: 'battery-high',
}
const steady: Plan = { ...live, transport: 'sse', intervalMs: 1_000, reason: 'battery-middling' }
const hidden: Plan = { ...live, transport: 'poll', intervalMs: 60_000, reason: 'hidden' }
const offline: Plan = { transport: 'none', intervalMs: 0, heartbeatMs: 0, reason: 'offline' }
const phases: Phase[] = [
  { name: 'idle' },
  { name: 'offline' },
  { name: 'connecting', transport: 'websocket', attempt: 1 },
  { name: 'connecting', transport: 'poll', attempt: 1 },
  { name: 'live', transport: 'websocket', since: now - 60_000 },
  { name: 'resting', transport: 'poll', nextAt: now + 30_000 },
  { name: 'waiting', retryAt: now + 500, why: { type: 'ended' } },
]
const [idle, , connecting, polling, streaming, resting, waiting] = phases as [
  Phase,
  Phase,
  Phase,
  Phase,
  Phase,
  Phase,
  Phase,
]
const why: Cause = { type: 'ended' }
const closes: Close[] = [
  { reason: 'done' },
  { reason: 'refused', why },
  { reason: 'failed', why },
  { reason: 'broken', why },
  { reason: 'silent', why },
  { reason: 'goodbye', why, retryMs: 2_000 },
  { reason: 'renewal', why },
  { reason: 'slow-consumer', why },
]

const life = (phase: Phase, plan = live, more: Partial<Life> = {}): Life => ({
  phase,
  plan,
  failures: 0,
  strikes: 0,
  ...more,
})
const planned = (plan: Plan, returned = false): Happening => ({
  type: 'planned',
  plan,
  returned,
  why,
})
const lost = (close: Close): Happening => ({ type: 'lost', close })

it('gives a reason for every transition, from every phase, whatever happens', () => {
  const happenings: Happening[] = [
    ...[live, steady, hidden, offline].flatMap((plan) => [planned(plan), planned(plan, true)]),
    { type: 'outgrown', why },
    { type: 'heard' },
    { type: 'gap', why },
    { type: 'due' },
    ...closes.map(lost),
  ]
  for (const phase of phases) {
    for (const plan of [live, steady, hidden, offline]) {
      for (const happening of happenings) {
        const next = step(life(phase, plan), happening, dice)
        const moved = next.life.phase !== phase || next.doing !== undefined
        if (moved) expect(next.reason, JSON.stringify({ phase, happening })).toBeTruthy()
      }
    }
  }
})

it('connects by the plan, and is live at the first message', () => {
  const opened = step(life(idle), planned(live), dice)
  expect(opened.doing).toEqual({ type: 'open', transport: 'websocket' })
  const heard = step(opened.life, { type: 'heard' }, dice)
  expect(heard.life.phase).toEqual({ name: 'live', transport: 'websocket', since: now })
})

it('catches up by one poll when a page returns, whatever is open, then streams', () => {
  for (const phase of [connecting, polling, streaming, resting, waiting]) {
    const returned = step(life(phase), planned(live, true), dice)
    expect(returned.doing).toEqual({ type: 'open', transport: 'poll' })
    const caughtUp = step(returned.life, lost({ reason: 'done' }), dice)
    expect(caughtUp.doing).toEqual({ type: 'open', transport: 'websocket' })
  }
})

it('closes the stream when the page goes to the back, and polls one interval later', () => {
  const next = step(life(streaming), planned(hidden), dice)
  expect(next.doing).toEqual({ type: 'close' })
  expect(next.life.phase).toEqual({ name: 'resting', transport: 'poll', nextAt: now + 60_000 })
  expect(step(next.life, { type: 'due' }, dice).doing).toEqual({ type: 'open', transport: 'poll' })
})

it('keeps the connection where only the cadence changes, and changes it where the transport does', () => {
  expect(step(life(streaming), planned({ ...live, intervalMs: 100 }), dice).doing).toEqual({
    type: 'pace',
  })
  expect(step(life(streaming), planned(steady), dice).doing).toEqual({
    type: 'open',
    transport: 'sse',
  })
})

it('backs off with full jitter, quickly at first, under a ceiling that doubles up to half a minute', () => {
  const delay = (failures: number, random: number) => {
    const { phase } = step(
      life({ name: 'live', transport: 'websocket', since: now - 10 }, live, { failures }),
      lost({ reason: 'broken', why }),
      { now, random },
    ).life
    return phase.name === 'waiting' ? phase.retryAt - now : undefined
  }
  expect(delay(0, 0)).toBe(0)
  expect(delay(0, 0.999)).toBeCloseTo(backoff.firstMs, -1)
  expect(delay(backoff.quick - 1, 0.999)).toBeCloseTo(backoff.firstMs, -1)
  expect(delay(backoff.quick + 2, 0.999)).toBeCloseTo(backoff.firstMs * 8, -2)
  expect(delay(50, 0.999)).toBeCloseTo(backoff.lastMs, -2)
})

it('counts losses from the start again after a stream that held', () => {
  const next = step(life(streaming, live, { failures: 9 }), lost({ reason: 'broken', why }), dice)
  expect(next.life.failures).toBe(1)
})

it('gives a stream up after it failed to open twice while a poll was answered', () => {
  const failed = lost({ reason: 'failed', why })
  const first = step(life(connecting), failed, dice)
  expect(first.life).toMatchObject({ strikes: 1, phase: { name: 'waiting' } })
  const probe = step(first.life, { type: 'due' }, dice)
  expect(probe.doing).toEqual({ type: 'open', transport: 'poll' })
  const answered = step(probe.life, lost({ reason: 'done' }), dice)
  expect(step(answered.life, failed, dice).doing).toEqual({
    type: 'refuse',
    transport: 'websocket',
  })
})

it('blames the server, not the stream, where polls fail too', () => {
  const failed = lost({ reason: 'failed', why })
  const first = step(life(connecting), failed, dice)
  const probe = step(first.life, { type: 'due' }, dice)
  const noAnswer = step(probe.life, failed, dice)
  expect(noAnswer.life).toMatchObject({ strikes: 0, phase: { name: 'waiting' } })
  expect(noAnswer.doing).toEqual({ type: 'close' })
})

it('gives a stream up at once where it is answered by a refusal, and tries the next best', () => {
  const refused = step(life(connecting), lost({ reason: 'refused', why }), dice)
  expect(refused.doing).toEqual({ type: 'refuse', transport: 'websocket' })
  expect(step(refused.life, planned({ ...live, transport: 'sse' }), dice).doing).toEqual({
    type: 'open',
    transport: 'sse',
  })
})

it('stays away for as long as the server asks', () => {
  const goodbye: Close = { reason: 'goodbye', why, retryMs: 2_000 }
  for (const random of [0, 0.5, 0.999]) {
    const { phase } = step(life(streaming), lost(goodbye), { now, random }).life
    expect(phase.name === 'waiting' && phase.retryAt - now).toBeGreaterThanOrEqual(2_000)
    expect(phase.name === 'waiting' && phase.retryAt - now).toBeLessThanOrEqual(4_000)
  }
})

it('asks anew at once where the server has a stream renewed, unless it had hardly begun', () => {
  const renewal = lost({ reason: 'renewal', why })
  expect(step(life(streaming), renewal, dice)).toMatchObject({
    life: { phase: { name: 'connecting', transport: 'websocket' } },
    doing: { type: 'open', transport: 'websocket' },
  })
  const young: Phase = { name: 'live', transport: 'sse', since: now - 1_000 }
  expect(step(life(young), renewal, dice).life.phase.name).toBe('waiting')
})

it('closes everything when there is nothing to do', () => {
  const next = step(life(streaming), planned(offline), dice)
  expect(next.life.phase).toEqual({ name: 'offline' })
  expect(next.doing).toEqual({ type: 'close' })
})
