import { beforeEach, expect, it } from 'vitest'
import type { Span } from '../view.ts'
import { makeViewport, type Viewport } from './viewport.ts'

const minute = 60
const screen = { intervalMs: 60_000, width: 700 }
const minutes = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => (from + index) * minute)

let viewport: Viewport
let times: number[]
let span: Span

beforeEach(() => {
  viewport = makeViewport()
  times = minutes(1_000, 600)
  see()
})

function see(next = times): Span {
  times = next
  span = viewport.see(times, screen) ?? { from: Number.NaN, to: Number.NaN }
  return span
}

/** Drags what is in sight by a share of its width, to the right. */
function drag(share: number): boolean {
  const isStopped = viewport.hold(
    { time: span.from, at: share, seconds: span.to - span.from },
    span,
  )
  see()
  return isStopped
}

function zoom(factor: number, at = 0.5): boolean {
  const time = span.from + at * (span.to - span.from)
  const isStopped = viewport.hold({ time, at, seconds: (span.to - span.from) * factor }, span)
  see()
  return isStopped
}

it('shows the newest, and goes on with them', () => {
  const before = span
  expect(viewport.isFollowing()).toBe(true)
  see(minutes(1_000, 601))
  expect(span).toEqual({ from: before.from + minute, to: before.to + minute })
})

it('goes on with the newest after a drag that leaves it in sight', () => {
  drag(0.01)
  const before = span
  expect(viewport.isFollowing()).toBe(true)
  see(minutes(1_000, 602))
  expect(span).toEqual({ from: before.from + 2 * minute, to: before.to + 2 * minute })
})

it('stays where it was panned back to, whatever is new', () => {
  drag(0.5)
  const before = span
  expect(viewport.isFollowing()).toBe(false)
  see(minutes(1_000, 700))
  expect(span).toEqual(before)
})

it('stays where it is when older candles are put before', () => {
  drag(2)
  const before = span
  see(minutes(400, 1_200))
  expect(span).toEqual(before)
})

it('keeps what is under the pointer in its place as it zooms', () => {
  drag(1)
  const { from, to } = span
  zoom(0.5, 0.25)
  expect(span.to - span.from).toBeCloseTo((to - from) / 2)
  expect(span.from + 0.25 * (span.to - span.from)).toBeCloseTo(from + 0.25 * (to - from))
})

it('shows no fewer than ten intervals, and no more than all with some room', () => {
  for (let i = 0; i < 20; i++) zoom(0.5)
  expect(span.to - span.from).toBeCloseTo(10 * minute)
  for (let i = 0; i < 20; i++) zoom(2)
  expect(span.to - span.from).toBeCloseTo(599 * minute * 1.2)
})

it('stops at the ends with half of the width empty, and says so', () => {
  expect(drag(0.1)).toBe(false)
  expect(drag(20)).toBe(true)
  const { from, to } = span
  expect((from + to) / 2).toBeCloseTo(1_000 * minute)
  expect(drag(-50)).toBe(true)
  expect((span.from + span.to) / 2).toBeCloseTo(1_599 * minute)
})

it('shows a span that was chosen before there are candles, and learns then whether it follows', () => {
  for (const [to, follows] of [
    [2_000 * minute, true],
    [1_500 * minute, false],
  ] as const) {
    viewport = makeViewport()
    viewport.choose({ from: 0, to })
    expect(see([])).toEqual({ from: 0, to })
    expect(see(minutes(1_000, 600))).toEqual({ from: 0, to })
    expect(viewport.isFollowing()).toBe(follows)
  }
})

it('lets a gesture only narrow a span that is wider than a gesture could make it', () => {
  viewport.choose({ from: 0, to: 10_000 * minute })
  see()
  expect(zoom(2)).toBe(false)
  expect(span.to - span.from).toBe(10_000 * minute)
  expect(span.from).toBe(0)
  zoom(0.9)
  expect(span.to - span.from).toBeCloseTo(9_000 * minute)
})

it('goes back to the newest', () => {
  const newest = span
  drag(3)
  viewport.reset()
  expect(see()).toEqual(newest)
  expect(viewport.isFollowing()).toBe(true)
})

it('has nothing to show of no candles', () => {
  expect(makeViewport().see([], screen)).toBeUndefined()
})
