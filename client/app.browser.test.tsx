import './ui/styles.css'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CandlesResponse } from '../shared/api.ts'
import { all, frames, one, openApp, price, prices, row, says } from './app-harness.tsx'
import type { FetchedCandles } from './state/candles/fetch-candles.ts'

let app: ReturnType<typeof openApp>
const open = (...args: Parameters<typeof openApp>) => {
  app = openApp(...args)
}
const tell: typeof app.tell = (...messages) => app.tell(...messages)

/** Parts of the app are loaded when they are wanted, which takes a busy machine a while. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000 })

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
  vi.setSystemTime(1_000_000_000_000)
  localStorage.clear()
})

afterEach(() => {
  app.close()
  vi.useRealTimers()
})

function oneCandle(): CandlesResponse {
  return {
    symbol: 'BTCUSDT',
    venue: 'BINANCE',
    interval: '1m',
    market: 'live',
    simulated: false,
    decimals: 2,
    // Where a candle of a minute begins, and one of a quarter of an hour.
    time: [999_999_900_000],
    open: [1],
    high: [3],
    low: [1],
    close: [2],
    volume: [5],
    forming: true,
  }
}

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

it('flashes at each move, brightly at first, and only behind its price', async () => {
  open()
  await tell(says(), prices([price(), price({ symbol: 'ETHUSDT' })]))
  const cell = row('BTCUSDT')?.querySelector('.row-price')
  if (!cell) throw new Error('The row has no price.')
  const ground = () => getComputedStyle(cell).backgroundColor
  const dark = ground()
  const grounds: string[] = []
  for (const [index, to] of [6_183_761, 6_183_700].entries()) {
    await tell(prices([price({ sequence: 2 + index, price: to })]))
    grounds.push(ground())
    vi.advanceTimersByTime(1_000)
    await tell(prices([price({ symbol: 'ETHUSDT', sequence: 2 + index })]))
    expect(ground()).toBe(dark)
  }
  expect(new Set([dark, ...grounds]).size).toBe(3)
})

it('flashes nothing where that is switched off', async () => {
  localStorage.setItem('ebb.flash', 'off')
  open()
  await tell(says(), prices([price()]))
  await tell(prices([price({ sequence: 2, price: 6_183_761 })]))
  expect(row('BTCUSDT')?.querySelector('.row-price')?.hasAttribute('data-flash')).toBe(false)
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

it('opens an instrument by its row, under an address of its own, and asks for it', async () => {
  open()
  await tell(says(), prices([price()]))
  row('BTCUSDT')?.click()
  await eventually(() => expect(one('h1')?.textContent).toContain('BTC'))
  expect(location.pathname).toBe('/i/BTCUSDT')
})

it('subscribes to the instrument of a deep link, and on a phone not to the list behind it', async () => {
  open('/i/PEPEUSDT')
  await eventually(() => expect(app.reports.at(-1)?.symbols).toEqual(['PEPEUSDT']))
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
  let answer: FetchedCandles = { ok: false, problem: 'server' }
  open('/i/BTCUSDT', async () => answer)
  await tell(says())
  await eventually(() => expect(one('[role="alert"]')?.textContent).toContain('Try again'))
  answer = { ok: true, candles: oneCandle() }
  one('[role="alert"] button')?.click()
  await eventually(() => expect(one('.chart-legend')?.textContent).toContain('2.00'))
  expect(one('[role="alert"]')).toBeNull()
})

it('paints the chart in the frame in which the price beside it changes', async () => {
  open('/i/BTCUSDT', async () => ({ ok: true, candles: oneCandle() }))
  await tell(says(), prices([price({ price: 200 })]))
  await eventually(() => expect(one('.chart-legend')?.textContent).toContain('2.00'))
  let painted: string | undefined
  const { fillText } = CanvasRenderingContext2D.prototype
  vi.spyOn(CanvasRenderingContext2D.prototype, 'fillText').mockImplementation(function (
    this: CanvasRenderingContext2D,
    text,
    x,
    y,
  ) {
    painted = text
    fillText.call(this, text, x, y)
  })
  for (let sequence = 2; sequence < 30; sequence++) {
    app.send(prices([price({ price: 200 + sequence, sequence })]))
    // Asked for after the app's own, so it comes after it in the very same frame.
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const text = (2 + sequence / 100).toFixed(2)
    expect([one('.instrument-price .row-price')?.textContent, painted]).toEqual([text, text])
    expect(one('.chart-legend')?.textContent).toContain(`C${text}`)
  }
  vi.restoreAllMocks()
})

it('draws the chart no wider than what is seen of it', async () => {
  open('/i/BTCUSDT', async () => ({ ok: true, candles: oneCandle() }))
  await tell(says(), prices([price()]))
  await eventually(() => expect(one('.uplot canvas')).not.toBeNull())
  const right = (selector: string) => one(selector)?.getBoundingClientRect().right ?? 0
  expect(right('.uplot canvas')).toBeLessThanOrEqual(right('.chart-host'))
})

it('names the venue that prices come from, also when another has taken over', async () => {
  open('/i/BTCUSDT')
  await tell(says(), prices([price()]))
  const details = () => one('#instrument-tab-details')
  await eventually(() => expect(details()).not.toBeNull())
  details()?.click()
  const venue = () =>
    all('.instrument-details dt').find(({ textContent }) => textContent === 'Venue')
      ?.nextElementSibling?.textContent
  expect([venue(), one('.strip')?.textContent]).toEqual(['Binance', 'Prices by Binance'])
  await tell(prices([price({ venue: 'OKX', epoch: 'b' })]))
  expect([venue(), one('.strip')?.textContent]).toEqual(['OKX', 'Prices by OKX'])
})

it('lets go of the engine when it ends', () => {
  open()
  app.close()
  expect(app.isStopped()).toBe(true)
})

it('finds the list as it was left when it comes back from an instrument', async () => {
  open()
  await tell(says(), prices([price(), price({ symbol: 'FILUSDT' })]))
  const pane = one('.pane-list')
  if (pane) pane.scrollTop = 200
  const top = pane?.scrollTop
  row('FILUSDT')?.click()
  await eventually(() => expect(one('.pane-list')).toBeNull())
  await eventually(() => expect(document.activeElement).toBe(one('.back')))
  one('.back')?.click()
  await eventually(() => expect(one('.pane-list')).not.toBeNull())
  expect(one('.pane-list')?.scrollTop).toBe(top)
  expect(document.activeElement).toBe(row('FILUSDT'))
})

it('says where there is no page, and leads to the list', async () => {
  open('/nowhere/at-all')
  await eventually(() => expect(one('.empty')?.innerText).toContain('no such page'))
  expect(document.title).toBe('There is no such page · Ebb')
  one('.empty a')?.click()
  await eventually(() => expect(all('.rows li').length).toBe(16))
  expect(location.pathname).toBe('/')
})
