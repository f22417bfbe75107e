import '../../ui/styles.css'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { TradesResponse } from '../../../shared/api.ts'
import { all, one, openApp, price, prices, says } from '../../app-harness.tsx'
import { told, tradesAt } from '../../state/instrument/testing.ts'

/** 2026-11-20, a Friday, 12:00 in New York. */
const noon = Date.UTC(2026, 10, 20, 17)
let app: ReturnType<typeof openApp>
let answer: TradesResponse

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  vi.setSystemTime(noon)
  localStorage.clear()
  localStorage.setItem('ebb.time-zone', 'UTC')
  answer = told({
    ...tradesAt(noon - 3_000, noon - 2_000, noon - 1_000),
    ...{
      open_24h: 61_000,
      high_24h: 62_000,
      low_24h: 60_000,
      volume_24h: 1_234,
      turnover_24h: 9e7,
    },
  })
})

afterEach(() => {
  app.close()
  vi.useRealTimers()
})

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000 })

async function open(symbol: string, patch: Parameters<typeof price>[0] = {}) {
  app = openApp(`/i/${symbol}`, undefined, {
    fetchTrades: async () => ({ ok: true, answer: { ...answer, symbol } }),
  })
  await app.tell(says(), prices([price({ symbol, ...patch })]))
  await eventually(() => expect(one('#instrument-tab-details')).not.toBeNull())
}

async function details(): Promise<Record<string, string | undefined>> {
  one('#instrument-tab-details')?.click()
  await eventually(() => expect(one('.range-ends span')).not.toBeNull())
  const facts = all('.instrument-details dt').map((name) => [
    name.textContent,
    name.nextElementSibling?.textContent?.replaceAll('\u00a0', ' '),
  ])
  return Object.fromEntries(facts)
}

it('tells the change in the currency beside the one in per cent, by sign and shape', async () => {
  await open('BTCUSDT', { price: 6_183_760, change24h: 137 })
  await eventually(() => expect(one('.change-move')).not.toBeNull())
  expect(one('.instrument-price .change')?.textContent).toBe('+1.37% +837.60')
  expect(one('.instrument-price .change')?.dataset.way).toBe('up')
  await app.tell(prices([price({ price: 6_050_000, change24h: -82, sequence: 2 })]))
  expect(one('.instrument-price .change')?.textContent).toBe('−0.82% −500.00')
  expect(one('.instrument-price .change svg')).not.toBeNull()
})

it('has room for the price beside the figures of its day on the smallest phone', async () => {
  await page.viewport(320, 568)
  await open('BTCUSDT', { price: 7_833_059, change24h: 46 })
  await eventually(() => expect(one('.change-move')).not.toBeNull())
  const right = one('.instrument-price .row-price')?.getBoundingClientRect().right
  const figures = one('.instrument-facts')?.getBoundingClientRect().left
  expect(figures).toBeGreaterThan((right ?? Number.NaN) + 4)
  await page.viewport(414, 896)
})

it('lets high and low follow the live price beyond what was told', async () => {
  await open('BTCUSDT')
  await details()
  const ends = () => all('.range-ends span').map(({ textContent }) => textContent)
  const place = () => one('.range-track')?.style.getPropertyValue('--place')
  expect(ends()).toEqual(['60,000.00', '62,000.00'])
  await app.tell(prices([price({ price: 6_250_000, sequence: 2 })]))
  expect([ends()[1], place()]).toEqual(['62,500.00', '1'])
  await app.tell(prices([price({ price: 6_125_000, sequence: 3 })]))
  expect([ends()[1], place()]).toEqual(['62,500.00', '0.5'])
})

it('calls a stock’s day a day, and says when its market closes', async () => {
  answer = { ...answer, venue: 'FINNHUB' }
  await open('FINNHUB:AAPL', { venue: 'FINNHUB', quote: 'USD' })
  expect(await details()).toMatchObject({
    'Previous close': '61,000.00',
    'Day volume': '1.234K',
    'Day turnover': '90M USD',
    Session: 'Open until 21:00',
    Venue: 'Finnhub',
  })
})

it('says when a closed market opens', async () => {
  vi.setSystemTime(noon + 24 * 3_600_000)
  answer = { ...answer, venue: 'FINNHUB' }
  await open('FINNHUB:AAPL', { venue: 'FINNHUB', quote: 'USD' })
  expect((await details()).Session).toBe('Closed, opens 23 Nov, 14:30')
  expect(one('.instrument-name p')?.textContent).toBe('AAPL · Closed')
})

it('tells an exchange that is not heard from one without trades', async () => {
  const symbol = 'BINANCE:BTCUSDT'
  const answer = { ...told(tradesAt()), symbol }
  app = openApp(`/i/${symbol}`, undefined, { fetchTrades: async () => ({ ok: true, answer }) })
  await app.tell(says(), prices([price({ venue: 'SIMULATED' })]))
  await eventually(() => expect(one('#instrument-tab-trades')).not.toBeNull())
  one('#instrument-tab-trades')?.click()
  const nothing = () => one('.trades-message')?.textContent
  await eventually(() => expect(nothing()).toMatch(/^Nothing has been heard from Binance yet/))
  await app.tell(prices([price({ symbol, venue: 'BINANCE', sequence: 2 })]))
  expect(nothing()).toBe('No trades yet. The next one shows up here.')
})

it('tells nothing of another venue’s day', async () => {
  answer = { ...answer, venue: 'OKX' }
  await open('BTCUSDT')
  one('#instrument-tab-trades')?.click()
  await eventually(() => expect(all('.trade')).toHaveLength(3))
  expect(one('.change-move')).toBeNull()
  expect(one('.instrument-facts dd')?.textContent).toBe('–')
})

it('says where trades are missing', async () => {
  answer = { ...answer, unbroken_since: noon - 1_500 }
  await open('BTCUSDT')
  one('#instrument-tab-trades')?.click()
  await eventually(() => expect(one('.trade-gap')).not.toBeNull())
  expect(one('.trade-gap')?.style.getPropertyValue('--place')).toBe('1')
})
