import { afterEach, beforeEach, expect, it } from 'vitest'
import { waitFor } from '../../testing/wait-for.ts'
import { calibrate, fingers, type Point, preferReducedMotion } from '../testing/input.ts'
import { type OpenChart, openChart } from '../testing/open-chart.ts'
import type { Span } from '../view.ts'

let chart: OpenChart

beforeEach(async () => {
  document.body.replaceChildren()
  await calibrate()
  chart = openChart({}, { requestPaint: inFrames })
  await waitFor(() => chart.span())
})

afterEach(async () => {
  await fingers.up()
  await preferReducedMotion(false)
  chart.chart.destroy()
  document.body.removeAttribute('style')
  scrollTo(0, 0)
})

function inFrames(paint: () => void) {
  const frame = requestAnimationFrame(paint)
  return () => cancelAnimationFrame(frame)
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
async function frames(count: number) {
  for (let i = 0; i < count; i++) await nextFrame()
}

/** CSS pixels from the plot's corner. */
function at(x: number, y = 100): Point {
  const { left, top } = chart.plot.getBoundingClientRect()
  return { x: left + x, y: top + y }
}

const lengthOf = ({ from, to }: Span) => to - from
function timeAt(left: number): number {
  const { from, to } = chart.span()
  return from + (left / chart.plot.clientWidth) * (to - from)
}

/** Fingers are felt to the pixel. */
function expectAt(left: number, time: number): void {
  expect(Math.abs(chart.leftOf(time) - left)).toBeLessThan(1.5)
}

it('keeps the time under a finger as it drags', async () => {
  await fingers.down(at(60))
  // The first pixels only tell that it is a drag.
  await fingers.move(at(100))
  const time = timeAt(100)
  const length = lengthOf(chart.span())
  await fingers.move(at(220))
  await frames(2)
  expectAt(220, time)
  expect(lengthOf(chart.span())).toBeCloseTo(length)
  expect(chart.chart.isFollowing()).toBe(false)
})

it('glides on when it was thrown, and stops at once under a finger', async () => {
  await fingers.sweep(at(100), at(220))
  await fingers.up()
  await nextFrame()
  const thrown = chart.span()
  await waitFor(() => expect(chart.span().from).toBeLessThan(thrown.from))
  await fingers.down(at(100))
  await frames(2)
  const stopped = chart.span()
  await frames(5)
  expect(chart.span()).toEqual(stopped)
})

it('does not glide where motion is to be reduced', async () => {
  await preferReducedMotion(true)
  await fingers.sweep(at(100), at(220))
  await fingers.up()
  await frames(2)
  const released = chart.span()
  await frames(5)
  expect(chart.span()).toEqual(released)
})

it('does not glide from a finger that rested before it was lifted', async () => {
  await fingers.sweep(at(100), at(220))
  fingers.rest(150)
  await fingers.up()
  const released = chart.span()
  await frames(5)
  expect(chart.span()).toEqual(released)
})

it('shows the crosshair after a long press, moves it, and leaves it there', async () => {
  const before = chart.span()
  await fingers.down(at(100))
  await waitFor(() => expect(chart.cursor()).toBeTypeOf('number'))
  const pressed = chart.cursor() ?? 0
  await fingers.move(at(100 + 70))
  await waitFor(() => expect(chart.cursor()).toBe(pressed + 10))
  await fingers.up()
  await frames(2)
  expect(chart.cursor()).toBe(pressed + 10)
  expect(chart.span()).toEqual(before)
})

it('shows the crosshair at a tap, and hides it at the next', async () => {
  await tap(at(200))
  await waitFor(() => expect(chart.cursor()).toBeTypeOf('number'))
  // Longer than between the two of a double tap.
  fingers.rest(320)
  await tap(at(120))
  await waitFor(() => expect(chart.cursor()).toBeUndefined())
})

it('goes back to the newest at a double tap', async () => {
  const newest = chart.span()
  await preferReducedMotion(true)
  await fingers.sweep(at(60), at(260))
  await fingers.up()
  await waitFor(() => expect(chart.chart.isFollowing()).toBe(false))
  await tap(at(100))
  await tap(at(104))
  await waitFor(() => expect(chart.span()).toEqual(newest))
  expect(chart.chart.isFollowing()).toBe(true)
  expect(chart.cursor()).toBeUndefined()
})

it('zooms around two fingers that spread', async () => {
  chart.chart.setSpan({ from: 12_000, to: 18_000 })
  await frames(2)
  const time = timeAt(150)
  await fingers.down(at(120), at(180))
  await fingers.move(at(90), at(210))
  await frames(2)
  expect(lengthOf(chart.span())).toBeCloseTo(3_000, -2)
  expectAt(150, time)
})

it('pans with two fingers, also when one stands above the other', async () => {
  chart.chart.setSpan({ from: 12_000, to: 18_000 })
  await frames(2)
  const time = timeAt(100)
  await fingers.down(at(100, 60), at(100, 160))
  await fingers.move(at(200, 60), at(200, 160))
  await frames(2)
  expect(lengthOf(chart.span())).toBeCloseTo(6_000)
  expectAt(200, time)
})

it('goes on panning with the finger that stays', async () => {
  chart.chart.setSpan({ from: 12_000, to: 18_000 })
  await fingers.down(at(100), at(200))
  await fingers.move(at(100), at(180))
  await fingers.up({ only: { ...at(100), id: 0 } })
  await frames(2)
  const time = timeAt(180)
  const length = lengthOf(chart.span())
  await fingers.move({ ...at(240), id: 1 })
  await frames(2)
  expectAt(240, time)
  expect(lengthOf(chart.span())).toBeCloseTo(length)
})

it('leaves a drag up or down to the page', async () => {
  document.body.style.minBlockSize = '3000px'
  const before = chart.span()
  await fingers.sweep(at(100, 200), at(110, 40))
  await fingers.up()
  await waitFor(() => expect(scrollY).toBeGreaterThan(50))
  expect(chart.span()).toEqual(before)
  expect(chart.told.cursors).toEqual([])
})

it('keeps the page still under a crosshair that moves up or down', async () => {
  document.body.style.minBlockSize = '3000px'
  await fingers.down(at(100, 200))
  await waitFor(() => expect(chart.cursor()).toBeTypeOf('number'))
  for (let y = 190; y >= 40; y -= 10) await fingers.move(at(100, y))
  await fingers.up()
  await frames(3)
  expect(scrollY).toBe(0)
  expect(chart.cursor()).toBeTypeOf('number')
})

it('turns round at once at the end', async () => {
  chart.chart.setSpan({ from: -1_000, to: 2_000 })
  await fingers.sweep(at(100), at(250))
  fingers.rest(200)
  await fingers.up()
  await frames(2)
  const end = chart.span()
  await fingers.sweep(at(100), at(300), 5)
  await frames(2)
  expect(end.from).toBeCloseTo(-1_500)
  expect(chart.span().from).toBeCloseTo(end.from)
  await fingers.move(at(280))
  await frames(2)
  expect(chart.span().from).toBeGreaterThan(end.from + 60)
})

async function tap(point: Point): Promise<void> {
  await fingers.down(point)
  await fingers.up()
}
