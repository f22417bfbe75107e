import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { wave } from '../testing/columns.ts'
import { type OpenChart, openChart } from '../testing/open-chart.ts'

let chart: OpenChart

beforeEach(() => {
  document.body.replaceChildren()
  chart = openChart()
  chart.host.focus()
})

afterEach(() => chart.chart.destroy())

function press(key: string, shiftKey = false): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true })
  chart.host.dispatchEvent(event)
  chart.paint()
  return event
}

it('can be reached by the keyboard, with a name and a value in words', () => {
  expect(document.activeElement).toBe(chart.host)
  expect(chart.host.getAttribute('role')).toBe('slider')
  expect(chart.host.ariaLabel).toBe('Prices')
  expect(chart.host.ariaValueText).toBe('candle 599')
  expect([chart.host.ariaValueMin, chart.host.ariaValueNow, chart.host.ariaValueMax]).toEqual([
    '0',
    '599',
    '599',
  ])
})

it('moves the crosshair candle by candle, from the newest, and says each', () => {
  press('ArrowLeft')
  expect(chart.cursor()).toBe(599)
  press('ArrowLeft')
  expect(chart.cursor()).toBe(598)
  press('ArrowLeft', true)
  expect(chart.cursor()).toBe(588)
  expect(chart.host.ariaValueText).toBe('candle 588')
  press('ArrowRight')
  expect(chart.cursor()).toBe(589)
})

it('loses no key that comes before the next frame', () => {
  press('ArrowLeft')
  for (let i = 0; i < 100; i++) {
    chart.host.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }))
  }
  chart.paint()
  expect(chart.cursor()).toBe(499)
  expect(chart.span().from).toBeLessThan(499 * 60)
  expect(chart.span().to).toBeGreaterThan(499 * 60)
})

it('stops at the first and the last candle', () => {
  chart.show({ columns: wave(12) }, true)
  for (let i = 0; i < 4; i++) press('ArrowLeft', true)
  expect(chart.cursor()).toBe(0)
  for (let i = 0; i < 4; i++) press('ArrowRight', true)
  expect(chart.cursor()).toBe(11)
})

it('brings a candle into sight that lies beyond', () => {
  const { from } = chart.span()
  press('Home')
  const first = chart.cursor() ?? 0
  expect(first * 60).toBeGreaterThanOrEqual(from)
  press('ArrowLeft', true)
  expect(chart.cursor()).toBe(first - 10)
  expect(chart.span().from).toBeLessThan((first - 10) * 60)
})

it('goes to the oldest and the newest in sight', () => {
  chart.chart.setSpan({ from: 6_000, to: 12_000 })
  chart.paint()
  press('Home')
  expect(chart.cursor()).toBe(100)
  press('End')
  expect(chart.cursor()).toBe(200)
})

it('zooms in and out, and keeps the newest in its place', () => {
  const { from, to } = chart.span()
  const left = chart.leftOf(599 * 60)
  press('+')
  expect(chart.span().to - chart.span().from).toBeCloseTo((to - from) / 1.25)
  expect(chart.leftOf(599 * 60)).toBeCloseTo(left)
  press('-')
  expect(chart.span().to - chart.span().from).toBeCloseTo(to - from)
  expect(chart.chart.isFollowing()).toBe(true)
})

it('pages back and forth', () => {
  const { from, to } = chart.span()
  press('PageUp')
  expect(chart.span().from).toBeCloseTo(from - 0.8 * (to - from))
  press('PageDown')
  expect(chart.span().from).toBeCloseTo(from)
})

it('hides the crosshair with Escape, which is the page’s when there is none', () => {
  press('ArrowLeft')
  const outside = vi.fn()
  document.body.addEventListener('keydown', outside, { once: true })
  expect(press('Escape').defaultPrevented).toBe(true)
  expect(chart.cursor()).toBeUndefined()
  expect(outside).not.toHaveBeenCalled()
  expect(press('Escape').defaultPrevented).toBe(false)
  expect(outside).toHaveBeenCalledOnce()
})

it('leaves other keys to the page', () => {
  expect(press('Tab').defaultPrevented).toBe(false)
  expect(press('a').defaultPrevented).toBe(false)
})

it('hides the crosshair when the focus leaves', () => {
  press('ArrowLeft')
  chart.host.blur()
  chart.paint()
  expect(chart.cursor()).toBeUndefined()
})

it('leaves the host as it was', () => {
  chart.chart.destroy()
  expect(chart.host.getAttributeNames()).toEqual(['style'])
})
