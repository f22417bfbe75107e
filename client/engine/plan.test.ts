import { expect, it } from 'vitest'
import type { Conditions } from './conditions.ts'
import {
  type BatteryBand,
  freshMemory,
  isSamePlan,
  type Plan,
  type PlanMemory,
  planFor,
  transports,
} from './plan.ts'
import { everyCase, inFront } from './testing/every-case.ts'

const on = (level: number, charging = false) => ({ battery: { level, charging } })
const plan = (change: Partial<Conditions>, memory: PlanMemory = freshMemory) =>
  planFor({ ...inFront, ...change }, memory).plan

/** The longest tail of a cellular radio: what comes more often costs as much as a stream. */
const tailMs = 11_600

it('keeps the rules in every combination of conditions', () => {
  let cases = 0
  for (const { conditions, memory } of everyCase()) {
    const made = planFor(conditions, memory)
    const broken = breaks(made.plan, conditions, memory)
    if (broken) expect.fail(`${broken}: ${JSON.stringify({ conditions, memory, made })}`)
    // The same conditions again change nothing: no flapping.
    const again = planFor(conditions, made.memory)
    if (!isSamePlan(again.plan, made.plan) || again.memory.band !== made.memory.band) {
      expect(again).toEqual(made)
    }
    cases++
  }
  expect(cases).toBe(2 * 2 * 27 * 3 * 2 * 2 * 4 * 2 * 4 * 12)
})

/** The first rule that a plan breaks. */
function breaks(made: Plan, conditions: Conditions, { refused }: PlanMemory): string | undefined {
  const { visible, online, network, mobile, mode, forced } = conditions
  const { transport, intervalMs, heartbeatMs, reason } = made
  const onCellular = network === 'cellular' || (network === 'unknown' && mobile)
  if (heartbeatMs < intervalMs) return 'The heartbeat is faster than the plan.'
  const isForced = forced !== undefined && visible
  if (transport !== 'none' && !isForced && refused.includes(transport)) {
    return 'A refused transport is used.'
  }
  if ((transport === 'none') !== (!online || mode === 'paused')) return 'Fed or not, wrongly.'
  if (transport === 'none') return intervalMs === 0 ? undefined : 'Nothing has no interval.'
  if (!visible) {
    return transport === 'poll' && intervalMs >= 60_000 ? undefined : 'A hidden page streams.'
  }
  if (isForced) return transport === forced && reason === 'forced' ? undefined : 'Not as forced.'
  if (conditions.budgetSpent && mode === 'auto' && intervalMs < 2_000) return 'Nothing is spared.'
  const isSlow = intervalMs > 1_000 && intervalMs < tailMs
  if (onCellular && isSlow && reason !== 'sse-refused') {
    return 'On cellular a cadence below the tail costs like live and shows less.'
  }
  if (mode === 'live' && intervalMs > 2_000) return 'Live is not live.'
  if (mode === 'live' && refused.length === 0 && transport !== 'websocket') return 'Live by less.'
  return undefined
}

it('follows the table while a page is in front', () => {
  expect(plan(on(0.1, true))).toEqual({
    transport: 'websocket',
    intervalMs: 100,
    heartbeatMs: 15_000,
    reason: 'charging',
  })
  expect(plan(on(0.9))).toMatchObject({ transport: 'websocket', reason: 'battery-high' })
  expect(plan({ battery: undefined })).toMatchObject({
    transport: 'websocket',
    reason: 'battery-unknown',
  })
  expect(plan(on(0.4))).toMatchObject({
    transport: 'sse',
    intervalMs: 1_000,
    reason: 'battery-middling',
  })
  expect(plan(on(0.15))).toMatchObject({
    transport: 'sse',
    intervalMs: 5_000,
    reason: 'battery-low',
  })
  expect(plan({ saveData: true })).toMatchObject({
    transport: 'sse',
    intervalMs: 5_000,
    reason: 'data-saver',
  })
  expect(plan({ ...on(0.15), network: 'cellular' })).toMatchObject({
    transport: 'poll',
    intervalMs: 30_000,
    reason: 'battery-low',
  })
  expect(plan({ saveData: true, network: 'cellular' })).toMatchObject({
    transport: 'poll',
    intervalMs: 15_000,
    reason: 'data-saver',
  })
})

it('polls behind other windows, more rarely on a low battery', () => {
  expect(plan({ visible: false })).toMatchObject({ intervalMs: 60_000, reason: 'hidden' })
  expect(plan({ ...on(0.1), visible: false })).toMatchObject({
    transport: 'poll',
    intervalMs: 300_000,
    reason: 'hidden-battery-low',
  })
  expect(plan({ ...on(0.1, true), visible: false })).toMatchObject({ reason: 'hidden' })
})

it('does nothing offline, paused, or without a page', () => {
  expect(plan({ online: false })).toMatchObject({ transport: 'none', reason: 'offline' })
  expect(plan({ mode: 'paused' })).toMatchObject({ transport: 'none', reason: 'mode-paused' })
  expect(planFor(undefined, freshMemory).plan).toMatchObject({
    transport: 'none',
    reason: 'no-page',
  })
})

it('lets the user overrule the battery either way', () => {
  expect(plan({ ...on(0.05), mode: 'live' })).toMatchObject({
    transport: 'websocket',
    reason: 'mode-live',
  })
  expect(plan({ ...on(1, true), mode: 'saver' })).toMatchObject({
    transport: 'sse',
    intervalMs: 5_000,
    reason: 'mode-saver',
  })
})

it('takes an unknown network for cellular on a mobile device and for Wi-Fi elsewhere', () => {
  const saver = { mode: 'saver', network: 'unknown' } as const
  expect(plan({ ...saver, mobile: true })).toMatchObject({ transport: 'poll' })
  expect(plan({ ...saver, mobile: false })).toMatchObject({ transport: 'sse' })
})

it('spares data once the budget of the day is spent, unless the user wants it live', () => {
  const spent = { budgetSpent: true }
  expect(plan(spent)).toMatchObject({ transport: 'sse', intervalMs: 5_000, reason: 'budget-spent' })
  expect(plan({ ...spent, network: 'cellular' })).toMatchObject({
    transport: 'poll',
    intervalMs: 15_000,
    reason: 'budget-spent',
  })
  expect(plan({ ...spent, ...on(0.9, true) })).toMatchObject({ reason: 'budget-spent' })
  expect(plan({ ...spent, mode: 'live' })).toMatchObject({ reason: 'mode-live', intervalMs: 100 })
  expect(plan({ ...spent, mode: 'saver' })).toMatchObject({ reason: 'mode-saver' })
  expect(plan({ ...spent, ...on(0.1), network: 'cellular' })).toMatchObject({
    intervalMs: 30_000,
    reason: 'battery-low',
  })
})

it('is forced to a transport only in front, and even to one that is refused', () => {
  for (const forced of transports) {
    expect(plan({ forced, ...on(0.05), saveData: true })).toMatchObject({
      transport: forced,
      reason: 'forced',
    })
    expect(plan({ forced, visible: false })).toMatchObject({ reason: 'hidden' })
    expect(plan({ forced, mode: 'paused' })).toMatchObject({ reason: 'mode-paused' })
  }
  const refused: PlanMemory = { ...freshMemory, refused: ['websocket'] }
  expect(plan({ forced: 'websocket' }, refused)).toMatchObject({ transport: 'websocket' })
})

it('does nothing while no page wants prices', () => {
  expect(plan({ wanted: false })).toMatchObject({ transport: 'none', reason: 'nothing-wanted' })
})

it('leaves a battery band at a higher level than it enters it', () => {
  const bandsOf = (...falling: number[]) => {
    let memory = freshMemory
    return falling.map((level) => {
      memory = planFor({ ...inFront, ...on(level) }, memory).memory
      return memory.band
    })
  }
  const expected: BatteryBand[] = ['high', 'middling', 'middling', 'high']
  expect(bandsOf(0.5, 0.49, 0.54, 0.55)).toEqual(expected)
  expect(bandsOf(0.21, 0.2, 0.24, 0.25, 0.21)).toEqual([
    'middling',
    'low',
    'low',
    'middling',
    'middling',
  ])
  expect(bandsOf(0.1, 0.52, 0.9)).toEqual(['low', 'middling', 'high'])
})

it('goes on with the next best transport, and says which one was refused', () => {
  const without = (...refused: ('websocket' | 'sse')[]) => ({ ...freshMemory, refused })
  expect(plan({}, without('websocket'))).toMatchObject({
    transport: 'sse',
    intervalMs: 500,
    reason: 'websocket-refused',
  })
  expect(plan({}, without('websocket', 'sse'))).toMatchObject({
    transport: 'poll',
    intervalMs: 2_000,
    reason: 'sse-refused',
  })
  expect(plan(on(0.4), without('websocket'))).toMatchObject({ reason: 'battery-middling' })
  expect(plan(on(0.15), without('sse'))).toMatchObject({
    transport: 'websocket',
    intervalMs: 5_000,
    reason: 'sse-refused',
  })
  expect(plan(on(0.15), without('websocket', 'sse'))).toMatchObject({
    transport: 'poll',
    intervalMs: 5_000,
  })
})
