import './ui/styles.css'
import { render } from 'solid-js/web'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CandlesResponse } from '../shared/api.ts'
import { App } from './app.tsx'
import { createMemoryCandleCache } from './db/candles.ts'
import type { LiveMessage, LivePrice, LiveStatus, PageReport } from './engine/live.ts'
import type { FetchedCandles } from './state/fetch-candles.ts'

/** The engine's place is taken by the test: it sends what an engine would and reads the reports. */
let send: (message: LiveMessage) => void
let reports: PageReport[]
let stopped: boolean
let dispose: () => void
let answer: () => Promise<FetchedCandles>

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
  vi.setSystemTime(1_000_000_000_000)
  localStorage.clear()
  history.replaceState(null, '', '/')
  reports = []
  stopped = false
  answer = () => Promise.resolve({ ok: false, problem: 'server' })
})

afterEach(() => {
  dispose()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function open(path = '/') {
  history.replaceState(null, '', path)
  const root = document.createElement('div')
  root.id = 'app'
  document.body.replaceChildren(root)
  dispose = render(
    () => (
      <App
        openLive={(options) => {
          reports.push(options.report())
          send = options.onMessage
          return {
            report: (report) => reports.push(report),
            stop: () => {
              stopped = true
            },
          }
        }}
        fetchCandles={() => answer()}
        candleCache={createMemoryCandleCache()}
      />
    ),
    root,
  )
}

function price(patch: Partial<LivePrice> = {}): LivePrice {
  return {
    symbol: 'BTCUSDT',
    venue: 'BINANCE',
    decimals: 2,
    price: 6_183_760,
    change24h: 123,
    bid: 6_183_759,
    ask: 6_183_761,
    time: Date.now(),
    knownAt: Date.now(),
    stale: false,
    epoch: 'a',
    sequence: 1,
    ...patch,
  }
}

function status(patch: Partial<LiveStatus> = {}): LiveStatus {
  return {
    phase: { name: 'live', transport: 'websocket', since: 0 },
    plan: { transport: 'websocket', intervalMs: 250, heartbeatMs: 15_000, reason: 'charging' },
    market: 'live',
    simulated: false,
    cursor: 'a.1',
    latencyMs: 12,
    heardAt: Date.now(),
    unknown: [],
    ...patch,
  }
}

const waiting: LiveStatus['phase'] = { name: 'waiting', retryAt: 0, why: 'cut' }
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
const one = (selector: string) => document.querySelector<HTMLElement>(selector)
const row = (symbol: string) => one(`a.row[href="/i/${symbol}"]`)
const frames = async () => {
  for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve))
}

async function tell(...messages: LiveMessage[]) {
  for (const message of messages) send(message)
  await frames()
}
const prices = (list: LivePrice[], cached = false): LiveMessage => {
  return { type: 'prices', prices: list, replace: false, cached }
}
const says = (patch?: Partial<LiveStatus>): LiveMessage => ({
  type: 'status',
  status: status(patch),
})

it('shows skeletons until the first price, in rows of the same height', async () => {
  open()
  expect(all('.skeleton').length).toBe(16)
  const before = all('.rows li').map((item) => item.getBoundingClientRect().top)
  await tell(says(), prices([price()]))
  expect(all('.skeleton').length).toBe(0)
  expect(all('.rows li').map((item) => item.getBoundingClientRect().top)).toEqual(before)
})

it('shows a price with its decimals and its change by sign, shape and colour', async () => {
  open()
  await tell(says(), prices([price(), price({ symbol: 'ETHUSDT', change24h: -87 })]))
  expect(row('BTCUSDT')?.textContent).toContain('61,837.60')
  expect(row('BTCUSDT')?.textContent).toContain('+1.23%')
  const [up, down] = ['BTCUSDT', 'ETHUSDT'].map((symbol) => row(symbol)?.querySelector('.change'))
  expect([up, down].map((it) => it?.getAttribute('data-way'))).toEqual(['up', 'down'])
  const shape = (it: Element | null | undefined) => it?.querySelector('path')?.getAttribute('d')
  expect(shape(up)).not.toBe(shape(down))
})

it('flashes anew at each move, the same way too', async () => {
  open()
  await tell(says(), prices([price()]))
  const cell = row('BTCUSDT')?.querySelector('.row-price')
  if (!cell) throw new Error('The row has no price.')
  const animation = () => getComputedStyle(cell, '::before').animationName
  await tell(prices([price({ sequence: 2, price: 6_183_761 })]))
  const first = animation()
  await tell(prices([price({ sequence: 3, price: 6_183_762 })]))
  expect(first).toMatch(/^flash/)
  expect(animation()).toMatch(/^flash/)
  expect(animation()).not.toBe(first)
})

it('changes only the text of the row that changed', async () => {
  open()
  await tell(says(), prices([price(), price({ symbol: 'ETHUSDT' })]))
  const changed: Node[] = []
  const observer = new MutationObserver((list) => changed.push(...list.map(({ target }) => target)))
  const list = one('.rows')
  if (list) observer.observe(list, { subtree: true, childList: true, characterData: true })
  await tell(prices([price({ sequence: 2, price: 6_190_000 })]))
  observer.disconnect()
  expect(changed.length).toBeGreaterThan(0)
  expect(changed.every((node) => row('BTCUSDT')?.contains(node))).toBe(true)
})

it('tells the age of a stale row, which grows by itself', async () => {
  open()
  const knownAt = Date.now() - 12_000
  await tell(says(), prices([price(), price({ symbol: 'ETHUSDT', stale: true, knownAt })]))
  expect(row('ETHUSDT')?.textContent).toContain('12 s old')
  expect(row('BTCUSDT')?.textContent).toContain('Bitcoin')
  vi.advanceTimersByTime(3_000)
  await frames()
  expect(row('ETHUSDT')?.textContent).toContain('15 s old')
})

it('tells the age of every row while offline', async () => {
  open()
  await tell(says(), prices([price(), price({ symbol: 'ETHUSDT' })]))
  vi.advanceTimersByTime(180_000)
  await tell(says({ phase: { name: 'offline' } }))
  for (const symbol of ['BTCUSDT', 'ETHUSDT']) {
    expect(row(symbol)?.textContent).toContain('3 min old')
  }
})

it('runs no timer while everything is live and fresh', async () => {
  open()
  await tell(says(), prices([price()]))
  expect(vi.getTimerCount()).toBe(0)
})

it('tells transport, cadence and latency on the badge, and the reason when it is opened', async () => {
  open()
  await tell(says(), prices([price()]))
  expect(one('.badge-text')?.textContent).toBe('Live · WebSocket · 250 ms · 12 ms')
  one('.badge')?.click()
  await vi.waitFor(() => expect(one('.sheet')?.textContent).toContain('The battery is charging'))
  expect(one('.sheet')?.matches(':popover-open')).toBe(true)
})

it('lists what happened with the newest first', async () => {
  open()
  const line = { from: 'idle', to: 'live', transport: 'sse', intervalMs: 1_000 } as const
  await tell(says(), {
    type: 'transitions',
    transitions: [
      { ...line, at: 1, reason: 'The first.' },
      { ...line, at: 2, reason: 'The second.' },
    ],
  })
  one('.badge')?.click()
  await vi.waitFor(() => expect(all('.log p').length).toBe(2))
  expect(all('.log p').map((it) => it.textContent)).toEqual(['The second.', 'The first.'])
})

it('reports the chosen mode and keeps it for the next visit', async () => {
  open()
  await tell(says())
  one('.badge')?.click()
  await vi.waitFor(() => expect(one('input[value="saver"]')).not.toBeNull())
  one('input[value="saver"]')?.click()
  expect(reports.at(-1)?.conditions.mode).toBe('saver')
  dispose()
  open()
  expect(reports.at(-1)?.conditions.mode).toBe('saver')
})

it('shows the banner only after three seconds without a connection', async () => {
  open()
  await tell(says(), prices([price()]))
  await tell(says({ phase: waiting }))
  vi.advanceTimersByTime(2_900)
  await frames()
  expect(one('.banner')).toBeNull()
  vi.advanceTimersByTime(200)
  await frames()
  expect(one('.banner')?.textContent).toBe('Reconnecting… prices are from 3 s ago')
  await tell(says())
  expect(one('.banner')).toBeNull()
})

it('shows no banner for interruptions that are shorter, however many they are', async () => {
  open()
  await tell(says(), prices([price()]))
  for (let i = 0; i < 5; i++) {
    await tell(says({ phase: waiting }))
    vi.advanceTimersByTime(2_000)
    await tell(says())
    vi.advanceTimersByTime(100)
  }
  expect(one('.banner')).toBeNull()
})

it('labels a simulated and a replayed market, and moves nothing by it', async () => {
  open()
  const top = () => one('.rows')?.getBoundingClientRect().top
  const before = top()
  await tell(says({ simulated: true, market: 'simulated' }), prices([price()]))
  expect(one('.strip')?.textContent).toBe('Simulated market — not real prices')
  expect(top()).toBe(before)
  await tell(says({ simulated: true, market: 'replay' }))
  expect(one('.strip')?.textContent).toBe('Replayed recording — not current prices')
})

it('labels simulated prices that only the device remembers', async () => {
  open()
  await tell(prices([price({ venue: 'SIMULATED' })], true))
  expect(one('.strip')?.textContent).toBe('Simulated market — not real prices')
})

it('opens an instrument by its row, under an address of its own, and asks for it', async () => {
  open()
  await tell(says(), prices([price()]))
  row('BTCUSDT')?.click()
  expect(location.pathname).toBe('/i/BTCUSDT')
  expect(one('h1')?.textContent).toContain('BTC')
})

it('subscribes to the instrument of a deep link beside the watchlist', () => {
  open('/i/PEPEUSDT')
  expect(reports[0]?.symbols).toContain('PEPEUSDT')
  expect(reports[0]?.symbols.length).toBe(17)
})

it('moves along the rows by the arrow keys', async () => {
  open()
  await tell(says(), prices([price()]))
  row('BTCUSDT')?.focus()
  const press = (key: string) =>
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  press('ArrowDown')
  expect(document.activeElement).toBe(row('ETHUSDT'))
  press('End')
  expect(document.activeElement).toBe(row('FILUSDT'))
  expect(all('a.row[tabindex="0"]').length).toBe(1)
})

it('keeps rows and switches large enough for a finger', async () => {
  open()
  await tell(says(), prices([price()]))
  for (const target of [...all('a.row'), ...all('.badge'), ...all('.brand')]) {
    expect(target.getBoundingClientRect().height).toBeGreaterThanOrEqual(44)
  }
})

it('contains a chart that fails, tells what to do, and tries again when asked', async () => {
  open('/i/BTCUSDT')
  await tell(says())
  await vi.waitFor(() => expect(one('[role="alert"]')?.textContent).toContain('Try again'))
  const candles: CandlesResponse = {
    symbol: 'BTCUSDT',
    venue: 'BINANCE',
    interval: '1m',
    market: 'live',
    simulated: false,
    decimals: 2,
    time: [999_999_960_000],
    open: [1],
    high: [3],
    low: [1],
    close: [2],
    volume: [5],
    forming: true,
  }
  answer = () => Promise.resolve({ ok: true, candles })
  one('[role="alert"] button')?.click()
  await vi.waitFor(() => expect(one('.chart-legend')?.textContent).toContain('2.00'))
  expect(one('[role="alert"]')).toBeNull()
})

it('lets go of the engine when it ends', () => {
  open()
  dispose()
  expect(stopped).toBe(true)
})
