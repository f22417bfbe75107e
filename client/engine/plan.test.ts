import { expect, it } from 'vitest'
import { type Conditions, modes } from './conditions.ts'
import { type BatteryBand, freshMemory, type Plan, type PlanMemory, planFor } from './plan.ts'

const inFront: Conditions = {
  visible: true,
  online: true,
  battery: { level: 0.9, charging: false },
  network: 'wifi',
  saveData: false,
  mobile: false,
  mode: 'auto',
}
const on = (level: number, charging = false) => ({ battery: { level, charging } })
const plan = (change: Partial<Conditions>, memory: PlanMemory = freshMemory) =>
  planFor({ ...inFront, ...change }, memory).plan

/** The longest tail of a cellular radio: what comes more often costs as much as a stream. */
const tailMs = 11_600
const booleans = [true, false] as const
const levels = [0, 0.1, 0.2, 0.21, 0.24, 0.25, 0.3, 0.49, 0.5, 0.54, 0.55, 0.8, 1]
const batteries = [
  undefined,
  ...levels.flatMap((level) => booleans.map((charging) => ({ level, charging }))),
]
const memories: PlanMemory[] = (['high', 'middling', 'low'] as const).flatMap((band) =>
  ([[], ['websocket'], ['sse'], ['websocket', 'sse']] as const).map((refused) => ({
    band,
    refused,
  })),
)

function* everyCase(): Generator<{ conditions: Conditions; memory: PlanMemory }> {
  for (const visible of booleans)
    for (const online of booleans)
      for (const battery of batteries)
        for (const network of ['wifi', 'cellular', 'unknown'] as const)
          for (const saveData of booleans)
            for (const mobile of booleans)
              for (const mode of modes)
                for (const memory of memories) {
                  yield {
                    conditions: { visible, online, battery, network, saveData, mobile, mode },
                    memory,
                  }
                }
}

it('keeps the rules in every combination of conditions', () => {
  let cases = 0
  for (const { conditions, memory } of everyCase()) {
    const made = planFor(conditions, memory)
    const broken = breaks(made.plan, conditions, memory)
    if (broken) expect.fail(`${broken}: ${JSON.stringify({ conditions, memory, made })}`)
    // The same conditions again change nothing: no flapping.
    expect(planFor(conditions, made.memory)).toEqual(made)
    cases++
  }
  expect(cases).toBe(2 * 2 * 27 * 3 * 2 * 2 * 4 * 12)
})

/** The first rule that a plan breaks. */
function breaks(made: Plan, conditions: Conditions, { refused }: PlanMemory): string | undefined {
  const { visible, online, network, mobile, mode } = conditions
  const { transport, intervalMs, heartbeatMs, reason } = made
  const onCellular = network === 'cellular' || (network === 'unknown' && mobile)
  if (heartbeatMs < intervalMs) return 'The heartbeat is faster than the plan.'
  if (transport !== 'none' && refused.includes(transport)) return 'A refused transport is used.'
  if ((transport === 'none') !== (!online || mode === 'paused')) return 'Fed or not, wrongly.'
  if (transport === 'none') return intervalMs === 0 ? undefined : 'Nothing has no interval.'
  if (!visible) {
    return transport === 'poll' && intervalMs >= 60_000 ? undefined : 'A hidden page streams.'
  }
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
    intervalMs: 250,
    reason: 'websocket-refused',
  })
  expect(plan({}, without('websocket', 'sse'))).toMatchObject({
    transport: 'poll',
    intervalMs: 2_000,
    reason: 'sse-refused',
  })
  expect(plan(on(0.4), without('websocket'))).toMatchObject({ reason: 'battery-middling' })
  expect(plan(on(0.15), without('sse'))).toMatchObject({ transport: 'poll', intervalMs: 5_000 })
})
