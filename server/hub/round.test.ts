import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTurns, type Round, startRound } from './round.ts'

const intervalMs = 160
let round: Round
let load = 0
let isCrowded = false
let isWatching = false

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  load = 0
  isCrowded = false
  isWatching = true
  const stop = () => {
    isWatching = false
  }
  const arrivals = { any: () => isCrowded, stop }
  round = startRound({ intervalMs, now: Date.now, load: () => load, arrivals })
})

afterEach(() => {
  round.stop()
  expect(vi.getTimerCount()).toBe(0)
  expect(isWatching).toBe(false)
  vi.useRealTimers()
})

/** So many guests of 250 clients, and when each was served, ms since the start. */
function invite(count: number): number[][] {
  const start = Date.now()
  return Array.from({ length: count }, () => {
    const servedAt: number[] = []
    round.add({ serve: (now) => servedAt.push(now - start), size: () => 250 })
    return servedAt
  })
}

const gaps = (times: readonly number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0))
const moments = (guests: readonly number[][]) => new Set(guests.map((times) => times.at(-1))).size

it('serves few in one go, each time', () => {
  const [guest] = invite(1)
  vi.advanceTimersByTime(10 * intervalMs)
  expect(guest).toEqual([160, 320, 480, 640, 800, 960, 1120, 1280, 1440, 1600])
})

it('spreads many over the interval, alike, and then keeps the cadence of each', () => {
  const guests = invite(32)
  vi.advanceTimersByTime(20 * intervalMs)
  expect(moments(guests)).toBe(16)
  for (const times of guests) {
    expect(Math.max(...gaps(times))).toBeLessThan(2 * intervalMs)
    expect(gaps(times).slice(-8)).toEqual(Array(8).fill(intervalMs))
  }
})

it('takes fewer turns when it is busy, and serves everybody in each of them', () => {
  const guests = invite(32)
  load = 0.9
  vi.advanceTimersByTime(40 * intervalMs)
  expect(moments(guests)).toBe(4)
  for (const times of guests) {
    expect(gaps(times).slice(-8)).toEqual(Array(8).fill(intervalMs))
    expect(times.length).toBeGreaterThanOrEqual(39)
  }
})

it('lets a turn that is late put off the next ones, instead of serving anybody twice in a row', () => {
  const [guest = []] = invite(1)
  vi.advanceTimersByTime(2 * intervalMs)
  // As if something else had kept the process for so long.
  const fake = performance.now.bind(performance)
  const late = vi.spyOn(performance, 'now').mockImplementation(() => fake() + 400)
  vi.advanceTimersByTime(3 * intervalMs)
  expect(gaps(guest)).toEqual([160, 160, 160, 160])
  late.mockRestore()
})

it('catches up on turns that are late by less than an interval, so that each keeps its cadence', () => {
  const guests = invite(32)
  vi.advanceTimersByTime(20 * intervalMs)
  const fake = performance.now.bind(performance)
  let lateMs = 0
  vi.spyOn(performance, 'now').mockImplementation(() => fake() + lateMs)
  // As if the next turn had taken so long.
  lateMs = 50
  vi.advanceTimersByTime(10 * intervalMs)
  for (const times of guests) expect(Math.max(...gaps(times))).toBeLessThan(2 * intervalMs)
  for (const times of guests) expect(gaps(times).slice(-5)).toEqual(Array(5).fill(intervalMs))
  vi.mocked(performance.now).mockRestore()
})

it('lets who comes go first, for a part of a turn’s time', () => {
  const [guest] = invite(1)
  isCrowded = true
  vi.advanceTimersByTime(3 * intervalMs + 85)
  expect(guest).toEqual([240, 400, 560])
  isCrowded = false
  vi.advanceTimersByTime(intervalMs)
  expect(guest?.at(-1)).toBe(640)
})

it('is empty when the last has left', () => {
  const leave = round.add({ serve() {}, size: () => 1 })
  expect(round.isEmpty()).toBe(false)
  leave()
  expect(round.isEmpty()).toBe(true)
})

it('takes one step at a time towards as many turns as there is work and time for', () => {
  const steps: [number, number, number, number][] = [
    // turns, clients, load, next
    [1, 400, 0.1, 1],
    [1, 500, 0.1, 2],
    [4, 5_000, 0.5, 8],
    [8, 5_000, 0.4, 16],
    [16, 10_000, 0.4, 16],
    [8, 5_000, 0.6, 8],
    [16, 5_000, 0.7, 8],
    [8, 10_000, 0.85, 4],
    [4, 10_000, 0.99, 4],
    [2, 10_000, 0.99, 4],
    [16, 1_000, 0.1, 8],
    [2, 10, 0.1, 1],
    [1, 0, 1, 1],
  ]
  for (const [turns, clients, load, next] of steps) {
    expect([turns, clients, load, nextTurns({ turns, clients, load })]).toEqual([
      ...[turns, clients, load],
      next,
    ])
  }
})
