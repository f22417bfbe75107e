import '../../ui/styles.css'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { all, frames, one, openApp, price, prices, says } from '../../app-harness.tsx'
import { createMemoryCandleCache } from '../../db/candles.ts'
import { createMemorySettings, type Settings } from '../../db/settings.ts'
import type { AppOptions } from '../../state/app-state.ts'
import type { CandleRequest, FetchedCandles } from '../../state/candles/fetch-candles.ts'
import { everlastingCandles } from '../../state/candles/testing/everlasting.ts'
import { waitFor } from '../../testing/wait-for.ts'

let app: ReturnType<typeof openApp>
let requests: CandleRequest[]
let settings: Settings

beforeEach(() => {
  requests = []
  settings = createMemorySettings()
})

afterEach(async () => {
  app.close()
  vi.restoreAllMocks()
  await page.viewport(414, 896)
})

async function fetchCandles(request: CandleRequest): Promise<FetchedCandles> {
  requests.push(request)
  return everlastingCandles(request)
}

async function open(path = '/i/BTCUSDT', answer = fetchCandles, more: Partial<AppOptions> = {}) {
  app = openApp(path, answer, { settings, ...more })
  await app.tell(says(), prices([price(), price({ symbol: 'ETHUSDT', price: 200_000 })]))
  await waitFor(() => expect(one('.uplot canvas')).not.toBeNull())
  await frames()
}

const radio = (label: string, value: string) => {
  const set = all('.chart-bar fieldset').find((each) => each.textContent?.includes(label))
  return set?.querySelector<HTMLInputElement>(`input[value="${value}"]`)
}
const chosen = (label: string) =>
  all('.chart-bar fieldset')
    .find((each) => each.textContent?.includes(label))
    ?.querySelector<HTMLInputElement>('input:checked')?.value
const button = (name: RegExp) =>
  all('button').find((each) => name.test(each.ariaLabel ?? each.textContent ?? ''))

const isKept = (kind: string) =>
  waitFor(async () => expect(JSON.stringify(await settings.get('charts'))).toContain(kind))

async function openSheet() {
  one('.chart-more')?.click()
  await waitFor(() => expect(one('.chart-sheet .sheet-part')).not.toBeNull())
}

it('opens with the last day in candles that are legible, and loads as many as that takes', async () => {
  await page.viewport(390, 844)
  await open()
  expect(chosen('Period')).toBe('1d')
  expect(requests[0]).toMatchObject({ symbol: 'BTCUSDT', interval: '15m', limit: 600 })
})

it('shows a period in the interval that fits, and marks it no more once it is left', async () => {
  await page.viewport(390, 844)
  await open()
  radio('Period', '1w')?.click()
  await waitFor(() => expect(requests.at(-1)?.interval).toBe('1h'))
  await waitFor(() => expect(chosen('Period')).toBe('1w'))
  one('.chart-host')?.focus()
  for (let press = 0; press < 3; press++) {
    const key = new KeyboardEvent('keydown', { key: 'PageUp', bubbles: true })
    document.activeElement?.dispatchEvent(key)
    await frames()
  }
  await waitFor(() => expect(chosen('Period')).toBeUndefined())
  radio('Period', '1w')?.click()
  await waitFor(() => expect(chosen('Period')).toBe('1w'))
})

it('shows all of history as long as it is', async () => {
  await page.viewport(390, 844)
  await open()
  requests = []
  radio('Period', 'all')?.click()
  await waitFor(() => expect(requests.map(({ interval }) => interval)).toEqual(['1d', '1w']))
})

it('loads what lies before what is in sight, before it is reached', async () => {
  await page.viewport(390, 844)
  await open()
  radio('Interval', '1m')?.click()
  await waitFor(() => expect(requests.at(-1)?.interval).toBe('1m'))
  await waitFor(() => expect(one('.chart-message, .chart-pane .problem')).toBeNull())
  await frames()
  requests = []
  one('.chart-host')?.focus()
  for (let press = 0; press < 20; press++) {
    const key = new KeyboardEvent('keydown', { key: 'PageUp', bubbles: true })
    document.activeElement?.dispatchEvent(key)
    await frames()
  }
  await waitFor(() => expect(requests[0]?.symbol).toBe('BINANCE:BTCUSDT'))
  expect(requests[0]?.from).toBeDefined()
})

it('keeps targets large enough for a finger, and all of them within the screen', async () => {
  await page.viewport(390, 844)
  await open()
  for (const target of all('.chart-bar button').filter((each) => each.checkVisibility())) {
    const { height, right } = target.getBoundingClientRect()
    expect(height).toBeGreaterThanOrEqual(44)
    expect(right).toBeLessThanOrEqual(390)
  }
  for (const label of all('.chart-bar > fieldset label')) {
    expect(label.getBoundingClientRect().height).toBeGreaterThanOrEqual(44)
    expect(label.querySelector('input')?.ariaLabel).toMatch(/^(The last|All of)/)
  }
})

it('has buttons to move and zoom for who wants them, large enough for a finger', async () => {
  await open()
  expect(one('.chart-steps')).toBeNull()
  await openSheet()
  one('.chart-sheet [data-part=look] input')?.click()
  await waitFor(() => expect(all('.chart-steps button')).toHaveLength(4))
  const buttons = all('.chart-steps button')
  expect(buttons.map((each) => each.textContent)).toEqual([
    ...['Zoom in', 'Zoom out', 'Earlier', 'Later'],
  ])
  for (const each of buttons) {
    const { width, height, right } = each.getBoundingClientRect()
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
    expect(right).toBeLessThanOrEqual(innerWidth)
  }
  expect(chosen('Period')).toBe('1d')
  button(/^Zoom out$/)?.click()
  await waitFor(() => expect(chosen('Period')).toBeUndefined())
  localStorage.removeItem('ebb.chart-steps')
})

it('shows a candle’s figures with all their digits on the smallest phone', async () => {
  await page.viewport(320, 568)
  await open('/i/BTCUSDT', async (request) => {
    const answer = everlastingCandles(request)
    if (answer.ok) {
      const { candles } = answer
      const close = candles.close.map((each) => each + 78_000.25)
      Object.assign(candles, { close, open: close, high: close, low: close })
    }
    return answer
  })
  const figures = all('.legend-candle > span')
  expect(figures[1]?.textContent).toMatch(/^O78,6\d\d\.25$/)
  const { bottom } = one('.legend-candle')?.getBoundingClientRect() ?? new DOMRect()
  for (const each of figures) {
    expect(each.scrollWidth).toBeLessThanOrEqual(each.clientWidth)
    expect(each.getBoundingClientRect().bottom).toBeLessThanOrEqual(bottom)
    expect(each.getBoundingClientRect().right).toBeLessThanOrEqual(innerWidth)
  }
})

it('computes what is switched on, in a legend that keeps its height', async () => {
  await page.viewport(390, 844)
  await open()
  await openSheet()
  const before = one('.legend-candle')?.getBoundingClientRect().height
  button(/^Add: SMA/)?.click()
  await waitFor(() => expect(one('.legend-lines')?.textContent).toMatch(/SMA 20\d/))
  const height = one('.chart-legend')?.getBoundingClientRect().height
  button(/^Add: EMA/)?.click()
  all('[role="switch"]')
    .find((each) => each.ariaLabel?.startsWith('MACD'))
    ?.click()
  await waitFor(() => expect(one('.legend-lines')?.textContent).toMatch(/MACD 12 26 9/))
  expect(one('.chart-legend')?.getBoundingClientRect().height).toBe(height)
  expect(one('.legend-candle')?.getBoundingClientRect().height).toBe(before)
  button(/^Remove SMA 20/)?.click()
  await waitFor(() => expect(one('.legend-lines')?.textContent).not.toMatch(/SMA/))
})

it('puts a parameter right that cannot be', async () => {
  await open()
  await openSheet()
  button(/^Add: SMA/)?.click()
  await waitFor(() => expect(one('.chart-number input')).not.toBeNull())
  const input = one('.chart-number input')
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no number to set.')
  for (const [typed, taken] of [
    ['1', '2'],
    ['9999', '500'],
    ['', '20'],
    ['35', '35'],
  ] as const) {
    input.value = typed
    input.dispatchEvent(new Event('change', { bubbles: true }))
    expect(input.value).toBe(taken)
  }
  await waitFor(() => expect(one('.legend-lines')?.textContent).toContain('SMA 35'))
})

it('remembers each instrument’s own chart, and opens others as the one changed last', async () => {
  await open()
  await openSheet()
  radio('Chart type', 'area')?.click()
  await isKept('area')
  app.close()
  await open('/i/ETHUSDT')
  await openSheet()
  expect(radio('Chart type', 'area')?.checked).toBe(true)
  radio('Chart type', 'hollow')?.click()
  await isKept('hollow')
  app.close()
  await open('/i/BTCUSDT')
  await openSheet()
  expect(radio('Chart type', 'area')?.checked).toBe(true)
})

it('compares with another instrument at the same interval, in per cent', async () => {
  await open()
  await settings.set('charts', [
    ['BTCUSDT', { kind: 'line', interval: '1h', indicators: [], compare: 'ETHUSDT' }],
  ])
  app.close()
  requests = []
  await open()
  await waitFor(() => expect(requests.map(({ symbol }) => symbol)).toContain('ETHUSDT'))
  expect(requests.every(({ interval }) => interval === '1h')).toBe(true)
  expect(app.reports.at(-1)?.symbols).toContain('ETHUSDT')
  await waitFor(() =>
    expect(one('.legend-entry')?.textContent).toMatch(/ETH\/USDT · Binance[+−\d.]+%/),
  )
  await openSheet()
  expect(radio('Price scale', 'percent')?.checked).toBe(true)
  button(/^Stop comparing/)?.click()
  await waitFor(() => expect(one('.legend-entry')).toBeNull())
  expect(app.reports.at(-1)?.symbols).not.toContain('ETHUSDT')
  expect(radio('Price scale', 'linear')?.checked).toBe(true)
})

const comparing = () =>
  settings.set('charts', [['BTCUSDT', { kind: 'line', interval: '1h', compare: 'ETHUSDT' }]])

it('claims no change of the second instrument before its candles are there', async () => {
  await comparing()
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await open('/i/BTCUSDT', async (request) => {
    if (request.symbol === 'ETHUSDT') await arrived
    return fetchCandles(request)
  })
  await waitFor(() => expect(one('.legend-entry')?.textContent).toMatch(/Binance–$/))
  await app.tell(prices([price({ symbol: 'ETHUSDT', price: 200_100, sequence: 2 })]))
  expect(one('.legend-entry')?.textContent).toMatch(/Binance–$/)
  arrive()
  await waitFor(() => expect(one('.legend-entry')?.textContent).toMatch(/Binance[+−][\d.]+%$/))
})

it('tells how old the second instrument is where its candles are the device’s own', async () => {
  await comparing()
  const candleCache = createMemoryCandleCache()
  const { signal } = new AbortController()
  const answer = await fetchCandles({ symbol: 'ETHUSDT', interval: '1h', limit: 600, signal })
  if (!answer.ok) throw new Error('There are candles of it.')
  const key = { id: 'BINANCE:ETHUSDT', interval: '1h' } as const
  await candleCache.put(key, answer.candles, Date.now() - 180_000)
  const offline = async (request: CandleRequest): Promise<FetchedCandles> =>
    request.symbol === 'ETHUSDT' ? { ok: false, problem: 'network' } : fetchCandles(request)
  await open('/i/BTCUSDT', offline, { candleCache })
  await waitFor(() => expect(one('.legend-entry')?.textContent).toMatch(/%3 min old$/))
  app.close()
  await open('/i/BTCUSDT', offline)
  await waitFor(() =>
    expect(one('.legend-entry')?.textContent).toMatch(/–Its candles could not be loaded\.$/),
  )
})

it('fills the screen when asked, keeps the price and the way back, and gives way again', async () => {
  await page.viewport(390, 844)
  vi.spyOn(document.documentElement, 'requestFullscreen').mockResolvedValue()
  await open()
  button(/^Full screen$/)?.click()
  await frames()
  const { width, height } = one('.chart')?.getBoundingClientRect() ?? {}
  expect([width, height]).toEqual([390, 844])
  expect(one('.chart-head')?.textContent).toContain('61,837.60')
  for (const hidden of ['.shell-header', '.tabs']) {
    const element = one(hidden)
    expect(element && getComputedStyle(element).visibility).toBe('hidden')
  }
  button(/^Leave full screen$/)?.click()
  await frames()
  expect(one('.chart-head')).toBeNull()
})

it('breaks alone when it cannot be painted, and is there again when asked', async () => {
  await open()
  const canvas = CanvasRenderingContext2D.prototype
  const broken = vi.spyOn(canvas, 'fillText').mockImplementation(() => {
    throw new Error('No text.')
  })
  await app.tell(prices([price({ sequence: 2, price: 6_190_000 })]))
  await waitFor(() => expect(one('.instrument [role="alert"]')).not.toBeNull())
  expect(one('.instrument-price')?.textContent).toContain('61,900.00')
  broken.mockRestore()
  one('.instrument [role="alert"] button')?.click()
  await waitFor(() => expect(one('.uplot canvas')).not.toBeNull())
})
