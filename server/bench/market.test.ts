import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { drive, instrumentsOf, symbolsOf, type Tick } from './market.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

function driven(forMs: number): { ticks: Tick[]; lateMs: number[]; wakings: number } {
  const ticks: Tick[] = []
  const lateMs: number[] = []
  const wait = vi.spyOn(globalThis, 'setTimeout')
  const tick = (each: Tick) => {
    ticks.push(each)
    lateMs.push(Date.now() - each.time)
  }
  const stop = drive({ instruments: instrumentsOf(symbolsOf(16)), perSecond: 10, tick })
  vi.advanceTimersByTime(forMs)
  stop()
  // The last one had not come yet.
  return { ticks, lateMs, wakings: wait.mock.calls.length - 1 }
}

it('changes each instrument in its turn, as often as it was asked to', () => {
  const { ticks } = driven(1_000)
  expect(ticks).toHaveLength(160)
  const turns = ticks.map(({ instrument }) => instrument.symbol)
  expect(turns.slice(0, 32)).toEqual([...symbolsOf(16), ...symbolsOf(16)])
})

it('says when each change was due, and is no more than a millisecond late', () => {
  const { ticks, lateMs } = driven(1_000)
  expect(ticks.slice(0, 4).map(({ time }) => time - 1_000_000)).toEqual([6, 13, 19, 25])
  expect(Math.min(...lateMs)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...lateMs)).toBeLessThanOrEqual(1)
})

it('wakes for what is due and not in between', () => {
  expect(driven(1_000).wakings).toBe(160)
})

it('stands still where nothing changes', () => {
  const stop = drive({ instruments: instrumentsOf(symbolsOf(1)), perSecond: 0, tick: () => {} })
  expect(vi.getTimerCount()).toBe(0)
  stop()
})
