import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findingsOf } from './rig/axe.ts'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { recordDay } from './rig/day-tape.ts'
import { startExchange } from './rig/exchange.ts'
import {
  factsOf,
  figure,
  grouped,
  linesOf,
  priceMoves,
  tradesOf,
  watchShifts,
} from './rig/instrument-page.ts'
import { openPage, pasted } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const touched = { ...phone, hasTouch: true, locale: 'en-US' }

test('tells the figures of the day as the server does', async (context) => {
  needs(context, 'chromium')
  const { server, page } = await openDay()
  await page.locator('#instrument-tab-details').tap()
  const [price] = (await server.prices()).prices
  const { bid = null, ask = null, change_24h: change = null } = price ?? {}
  await expect
    .poll(() => page.locator('.instrument-price').innerText())
    .toBe(
      `${grouped(price?.price)}\n+${change?.toFixed(2)}% +${grouped((price?.price ?? 0) - 61_000.1)}`,
    )
  await expect
    .poll(() => factsOf(page))
    .toMatchObject({
      Bid: grouped(bid),
      Ask: grouped(ask),
      Spread: '0.14 · 0.023 bp',
      '24h ago': '61,000.10',
      '24h volume': '21.45K BTC',
      Venue: 'Recording',
      Session: '24 hours',
      Updated: 'Up to date',
      '24h turnover': expect.stringMatching(/^1\.3\d+B USDT$/),
    })
  await expect
    .poll(() => page.locator('.instrument-range').innerText())
    .toMatch(/60,905\.25[\s\S]*62,310\.00/)
  expect(await findingsOf(page)).toEqual([])
})

test('shows every trade once, the newest first, as the server has them', async (context) => {
  needs(context, 'chromium')
  const { server, page } = await openDay()
  await page.locator('#instrument-tab-trades').tap()
  const told = await tradesOf(server, 'BTCUSDT')
  expect(told.time).toHaveLength(50)
  const size = (units: number) => units.toFixed(5)
  const expected = told.time
    .map((_, index) => {
      const side = told.side[index] === 'buy' ? 'Buy' : 'Sell'
      return `${side} ${grouped(told.price[index])} ${size(told.size[index] ?? 0)}`
    })
    .reverse()
  await expect.poll(() => linesOf(page)).toEqual(expected)
  expect(await findingsOf(page)).toEqual([])
})

test('trades come in as they happen, each once, and shift nothing', async (context) => {
  needs(context, 'chromium')
  const exchange = await startExchange({ changesPerSecond: 60 })
  const server = await startServer(exchange.environment)
  const page = await openPage(await openChromium(touched), `${server.origin}/i/BTCUSDT`)
  await page.locator('#instrument-tab-trades').tap()
  await page.waitForSelector('.trade')
  const shifts = await watchShifts(page)
  const seen = new Set<string>()
  // Prices of this exchange only rise: what falls or repeats is out of place.
  while (seen.size < 40) {
    const prices = (await linesOf(page)).map((line) => line.split(' ')[1] ?? '')
    expect(prices).toEqual([...new Set(prices)].sort((a, b) => figure(b) - figure(a)))
    for (const price of prices) seen.add(price)
    await page.waitForFunction(
      (newest) => document.querySelector('.trade')?.textContent !== newest,
      await page.locator('.trade').first().textContent(),
    )
  }
  exchange.halt()
  const last = exchange.prices().get('BTCUSDT')
  await expect.poll(async () => (await tradesOf(server, 'BTCUSDT')).price.at(-1)).toBe(last)
  await expect
    .poll(async () => (await linesOf(page)).map((line) => figure(line.split(' ')[1] ?? '')))
    .toEqual((await tradesOf(server, 'BTCUSDT')).price.reverse())
  expect(await shifts()).toEqual([])
})

test('asks for trades at the cadence of the plan: less in Saver, nothing while they are paused', async (context) => {
  needs(context, 'chromium')
  const exchange = await startExchange({ changesPerSecond: 60 })
  const server = await startServer(exchange.environment)
  // A service worker would keep its requests from being seen here.
  const browser = await openChromium({ ...desktop, serviceWorkers: 'block', locale: 'en-US' })
  const page = await openPage(browser, `${server.origin}/i/BTCUSDT`)
  await page.waitForSelector('.trade')
  const live = await askedPerMinute(page, 4)
  expect(live).toBeGreaterThan(10)
  expect(live).toBeLessThanOrEqual(32)

  await choose(page, /Saver/)
  await page.waitForFunction(() =>
    /5 s/.test(document.querySelector('.badge-text')?.textContent ?? ''),
  )
  const sparing = await askedPerMinute(page, 3)
  expect(sparing).toBeLessThanOrEqual(14)
  expect(sparing).toBeGreaterThan(3)

  await choose(page, /Paused/)
  await page.waitForFunction(() =>
    /paused/i.test(document.querySelector('.badge-text')?.textContent ?? ''),
  )
  const before = (await requestsOf(page)).length
  await page.click('a.row[href="/i/ETHUSDT"]')
  await page.waitForFunction(() => /ETH/.test(document.querySelector('h1')?.textContent ?? ''))
  // What a person opens is asked for, once.
  await expect.poll(async () => (await requestsOf(page)).length - before).toBe(1)
})

test('what goes wrong with the trades stays there, and can be tried again', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...touched, serviceWorkers: 'block' })
  const page = await browser.newPage()
  await page.route('**/api/trades*', (route) => route.fulfill({ status: 503 }))
  await page.goto(`${server.origin}/i/BTCUSDT`)
  await page.locator('#instrument-tab-trades').tap()
  await page.waitForSelector('.instrument-trading [role=alert]')
  await expect
    .poll(() => page.locator('.instrument-trading').innerText())
    .toMatch(/could not be loaded/)
  await expect.poll(() => page.locator('.instrument-price .row-price').innerText()).toMatch(/\d/)
  await page.unroute('**/api/trades*')
  await page.locator('.instrument-trading .button').tap()
  await page.waitForSelector('.trade')
  await page.locator('#instrument-tab-chart').tap()
  await page.waitForSelector('.uplot canvas')
})

test('says that nobody lists a symbol, and offers the search', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(touched), `${server.origin}/i/NOPEUSDT`)
  await expect
    .poll(() => page.locator('.instrument .empty').innerText())
    .toMatch(/Nobody lists NOPEUSDT/)
  await page.locator('.instrument .empty .button').tap()
  await page.waitForSelector('dialog.search[open]')
})

test('keeps an instrument in the list and lets it go again, which can be taken back', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(touched), `${server.origin}/i/BTCUSDT`)
  const star = page.locator('.instrument-actions [aria-pressed]')
  const isKept = () => star.getAttribute('aria-pressed')
  await expect.poll(isKept).toBe('true')
  await star.tap()
  await expect.poll(isKept).toBe('false')
  expect(await page.locator('.toast').innerText()).toMatch(/removed/)
  await page.locator('.toast button').tap()
  await expect.poll(isKept).toBe('true')
})

test('copies the link where the system has no sheet for it', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium(touched)
  await browser.grantPermissions(['clipboard-write'])
  const page = await openPage(browser, `${server.origin}/i/BTCUSDT`)
  await page.evaluate(() => Reflect.deleteProperty(Navigator.prototype, 'share'))
  await page.getByRole('button', { name: 'Share link' }).tap()
  await page.waitForSelector('.toast')
  expect(await page.locator('.toast').innerText()).toBe('Link copied')
  const copied = await pasted(page)
  expect(copied).toBe(`${server.origin}/i/BTCUSDT`)
})

test('speaks the price once it is told to', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(touched), `${server.origin}/i/BTCUSDT`)
  const spoken = () => page.locator('.instrument > [aria-live]').textContent()
  await page.locator('#instrument-tab-details').tap()
  expect(await spoken()).toBe('')
  await page.locator('.instrument-details .switch').tap()
  await expect.poll(spoken).toMatch(/^Bitcoin [\d,]+ point \d\d, (up|down) [\d a-z]+ percent$/)
  const first = await spoken()
  await priceMoves(page, 5)
  expect(await spoken()).toBe(first)
  await page.locator('.instrument-details .switch').tap()
  await expect.poll(spoken).toBe('')
})

test('the views are reached and changed by keyboard', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(touched), `${server.origin}/i/BTCUSDT`)
  await page.locator('#instrument-tab-chart').focus()
  await page.keyboard.press('ArrowRight')
  await page.waitForSelector('.trade')
  await page.keyboard.press('Tab')
  const focused = () => page.evaluate(() => document.activeElement?.className)
  await expect.poll(focused).toBe('trades-scroller')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('End')
  await page.waitForSelector('.instrument-details')
  // What is out of sight is out of reach.
  expect(await page.locator('#instrument-chart').getAttribute('inert')).not.toBeNull()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.getAttribute('#instrument-tab-chart', 'aria-selected')).toBe('true')
})

test('is printed dark on white, without what can only be pressed', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...desktop, colorScheme: 'dark' })
  const page = await openPage(browser, `${server.origin}/i/BTCUSDT`)
  await page.waitForSelector('.trade')
  await page.emulateMedia({ media: 'print' })
  for (const selector of ['.tabs', '.badge', '.instrument-actions button', '.chart-bar']) {
    expect(await page.locator(selector).first().isVisible(), selector).toBe(false)
  }
  expect(await page.locator('.trade').last().isVisible()).toBe(true)
  const paper = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(
      document.querySelector('.pane') ?? document.body,
    )
    return { backgroundColor, color }
  })
  expect(paper).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(17, 24, 31)' })
})

async function openDay() {
  const file = await recordDay()
  const server = await startServer({ EBB_MARKET: `replay:${file}`, EBB_REPLAY_SPEED: '1' })
  const page = await openPage(await openChromium(touched), `${server.origin}/i/BTCUSDT`)
  await expect.poll(async () => (await server.prices()).prices[0]?.ask).toBe(61_801.37)
  const last = grouped((await server.prices()).prices[0]?.price)
  await expect.poll(() => page.locator('.instrument-price .row-price').innerText()).toBe(last)
  return { server, page }
}

/** When trades were asked for so far, as the page itself has it, ms. */
function requestsOf(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/api/trades'))
      .map(({ startTime }) => startTime),
  )
}

/** By so many requests from now on. */
async function askedPerMinute(page: Page, count: number): Promise<number> {
  const before = (await requestsOf(page)).length
  const since = async () => (await requestsOf(page)).slice(before)
  await expect.poll(async () => (await since()).length).toBeGreaterThan(count)
  const times = await since()
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0)
  return ((times.length - 1) / spanMs) * 60_000
}

async function choose(page: Page, mode: RegExp): Promise<void> {
  await page.click('.badge')
  await page.locator('.sheet:popover-open label', { hasText: mode }).first().click()
  await page.keyboard.press('Escape')
}
