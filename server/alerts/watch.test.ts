import { expect, it } from 'vitest'
import type { AlertCondition } from '../../shared/alert.ts'
import { partsOf } from './conditions.ts'
import { makeGauge } from './gauge.ts'
import { type Memory, ownerOf, Watch } from './watch.ts'

const fresh: Memory = { zones: [null, null], recovering: false }

/** Moves one gauge through values (prices in whole units) and tells what came of each. */
function run(
  condition: AlertCondition,
  values: readonly number[],
  { hysteresisPercent = 0, memory = fresh, again = false } = {},
) {
  const parts = partsOf(condition, { source: 'last', hysteresisPercent, decimals: 0 })
  const gauge = makeGauge({
    places: new Map(),
    reached: (waiter, value) => watch.reached(ownerOf(waiter).limb, value),
  })
  const gauges = parts.map(() => gauge)
  const heard: string[] = []
  const listener = {
    onFire: () => heard.push(`fired at ${gauge.value()}`),
    onTurn: (phase: string) => heard.push(phase),
  }
  const watch = new Watch(listener, { parts, gauges, memory, number: 7 })
  watch.start()
  for (const value of values) {
    heard.push(String(value))
    gauge.move(value)
    if (again && heard.at(-1)?.startsWith('fired')) watch.rearm()
  }
  return heard.join(' ')
}

const above: AlertCondition = { type: 'above', price: '100' }
const below: AlertCondition = { type: 'below', price: '100' }
const crosses: AlertCondition = { type: 'crosses', price: '100' }
const enters: AlertCondition = { type: 'enters', low: '90', high: '110' }
const leaves: AlertCondition = { type: 'leaves', low: '90', high: '110' }

it('fires when a price comes to the threshold, and when it jumps over it', () => {
  expect(run(above, [99, 100])).toBe('99 armed 100 fired at 100')
  expect(run(above, [99, 150])).toBe('99 armed 150 fired at 150')
  expect(run(below, [101, 100])).toBe('101 armed 100 fired at 100')
  expect(run(below, [101, 50])).toBe('101 armed 50 fired at 50')
})

it('waits for the crossing where it is already beyond', () => {
  expect(run(above, [100, 120, 99, 100])).toBe('100 beyond 120 99 armed 100 fired at 100')
  expect(run(below, [100, 101, 100])).toBe('100 beyond 101 armed 100 fired at 100')
})

it('fires once, and nothing more is watched', () => {
  expect(run(above, [99, 100, 99, 100])).toBe('99 armed 100 fired at 100 99 100')
})

it('fires either way', () => {
  expect(run(crosses, [99, 100])).toBe('99 armed 100 fired at 100')
  expect(run(crosses, [101, 100, 99])).toBe('101 armed 100 99 fired at 99')
})

it('fires when a range is entered, jumped through or left', () => {
  expect(run(enters, [80, 90])).toBe('80 armed 90 fired at 90')
  expect(run(enters, [120, 110])).toBe('120 armed 110 fired at 110')
  expect(run(enters, [80, 120])).toBe('80 armed 120 fired at 120')
  expect(run(enters, [100, 111, 110])).toBe('100 beyond 111 armed 110 fired at 110')
  expect(run(leaves, [100, 110, 111])).toBe('100 armed 110 111 fired at 111')
  expect(run(leaves, [100, 89])).toBe('100 armed 89 fired at 89')
  expect(run(leaves, [120, 80, 90, 89])).toBe('120 beyond 80 beyond 90 armed 89 fired at 89')
})

it('fires again only when the price was back by the hysteresis', () => {
  const options = { hysteresisPercent: 5, again: true }
  expect(run(above, [99, 100, 99, 100, 96, 95, 94, 100], options)).toBe(
    '99 armed 100 fired at 100 99 100 96 95 armed 94 100 fired at 100',
  )
  expect(run(below, [101, 100, 104, 105, 100], options)).toBe(
    '101 armed 100 fired at 100 104 105 armed 100 fired at 100',
  )
  expect(run(crosses, [99, 100, 99, 105, 99], options)).toBe(
    '99 armed 100 fired at 100 99 105 armed 99 fired at 99',
  )
})

it('goes on after a restart from where it stood', () => {
  const stood = { zones: [0], recovering: false }
  expect(run(above, [150], { memory: stood })).toBe('150 fired at 150')
  const recovering = { zones: [1], recovering: true }
  const options = { hysteresisPercent: 5, memory: recovering }
  expect(run(above, [150, 99, 94, 100], options)).toBe('150 99 94 armed 100 fired at 100')
})

it('takes a fall of so many per cent at its word', () => {
  const falls: AlertCondition = { type: 'change-since-close', direction: 'down', percent: 5 }
  expect(run(falls, [0, -4.99, -5])).toBe('0 armed -4.99 -5 fired at -5')
  const options = { hysteresisPercent: 1, again: true }
  expect(run(falls, [0, -5, -4.5, -4, -5], options)).toBe(
    '0 armed -5 fired at -5 -4.5 -4 armed -5 fired at -5',
  )
})

it('tells a change either way once, and again when it was back', () => {
  const either: AlertCondition = { type: 'change-since-close', direction: 'either', percent: 5 }
  const options = { hysteresisPercent: 1, again: true }
  expect(run(either, [0, 5, -5, 0, -6], options)).toContain('5 fired at 5 -5 0 armed -6 fired')
})

it('says what is no price', () => {
  const reading = { source: 'last', hysteresisPercent: 0, decimals: 2 } as const
  for (const price of ['', '0', '-1', 'NaN', '1e400', 'ten']) {
    expect(() => partsOf({ type: 'above', price }, reading)).toThrow(/is no price/)
  }
  // Finer than the instrument counts: between two of its prices.
  const [part] = partsOf({ type: 'above', price: '100.005' }, reading)
  expect(part?.zones.borders).toEqual([10_000.5])
})
