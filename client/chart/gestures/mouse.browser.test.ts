import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { waitFor } from '../../testing/wait-for.ts'
import { calibrate, mouse, type Point } from '../testing/input.ts'
import { type OpenChart, openChart } from '../testing/open-chart.ts'

let chart: OpenChart

beforeEach(async () => {
  document.body.replaceChildren()
  await calibrate()
  await mouse.move({ x: 5, y: 600 })
  chart = openChart()
  chart.chart.setSpan({ from: 12_000, to: 18_000 })
  chart.paint()
})

afterEach(() => chart.chart.destroy())

function at(x: number, y = 100): Point {
  const { left, top } = chart.plot.getBoundingClientRect()
  return { x: left + x, y: top + y }
}

function timeAt(left: number): number {
  const { from, to } = chart.span()
  return from + (left / chart.plot.clientWidth) * (to - from)
}

/** Input arrives when it does; then a frame is made. */
async function until(holds: () => void): Promise<void> {
  await waitFor(() => {
    chart.paint()
    holds()
  })
}

it('tells the candle under the mouse, and when there is none', async () => {
  await mouse.move(at(100))
  const index = Math.round(timeAt(100) / 60)
  await until(() => expect(chart.cursor()).toBe(index))
  await mouse.move({ x: 5, y: 600 })
  await until(() => expect(chart.cursor()).toBeUndefined())
})

it('paints no canvas for a crosshair that moves', async () => {
  const clear = vi.spyOn(CanvasRenderingContext2D.prototype, 'clearRect')
  await mouse.move(at(100))
  await mouse.move(at(150))
  await until(() => expect(chart.cursor()).toBe(Math.round(timeAt(150) / 60)))
  expect(clear).not.toHaveBeenCalled()
  clear.mockRestore()
})

it('says price and time on the axes', async () => {
  await mouse.move(at(100, 80))
  const tag = (axis: string) => chart.host.querySelector<HTMLElement>(`.chart-tag.is-${axis}`)
  await until(() =>
    expect(tag('time')?.textContent).toBe(`at ${Math.round(timeAt(100) / 60) * 60}`),
  )
  expect(Number(tag('price')?.textContent)).toBeGreaterThan(80)
  expect(tag('price')?.hidden).toBe(false)
  await mouse.move({ x: 5, y: 600 })
  await until(() => expect(tag('price')?.hidden).toBe(true))
})

it('keeps the time under the mouse as it drags', async () => {
  const time = timeAt(100)
  await mouse.drag(at(100), at(250))
  await until(() => expect(Math.abs(chart.leftOf(time) - 250)).toBeLessThan(1.5))
})

it('holds on to a drag that leaves the plot', async () => {
  const time = timeAt(100)
  await mouse.drag(at(100), { x: at(250).x, y: 500 })
  await until(() => expect(Math.abs(chart.leftOf(time) - 250)).toBeLessThan(1.5))
})

it('zooms with the wheel around the mouse, and more with a pinch of the trackpad', async () => {
  const time = timeAt(90)
  await mouse.wheel(at(90), { deltaY: -120 })
  await until(() => expect(chart.span().to - chart.span().from).toBeLessThan(5_900))
  expect(Math.abs(chart.leftOf(time) - 90)).toBeLessThan(1.5)
  const wheeled = chart.span().to - chart.span().from
  await mouse.wheel(at(90), { deltaY: 20, ctrl: true })
  await until(() => expect(chart.span().to - chart.span().from).toBeGreaterThan(wheeled * 1.15))
  expect(Math.abs(chart.leftOf(time) - 90)).toBeLessThan(1.5)
})

it('pans with a wheel that turns sideways', async () => {
  const { from, to } = chart.span()
  await mouse.wheel(at(90), { deltaX: 60, deltaY: 5 })
  await until(() => expect(chart.span().from).toBeGreaterThan(from + 100))
  expect(chart.span().to - chart.span().from).toBeCloseTo(to - from)
})

it('goes back to the newest at a double click', async () => {
  expect(chart.chart.isFollowing()).toBe(false)
  for (const clickCount of [1, 2]) {
    await mouse.down(at(100), clickCount)
    await mouse.up(at(100), clickCount)
  }
  await until(() => expect(chart.chart.isFollowing()).toBe(true))
})
