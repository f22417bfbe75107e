import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  candlesIn,
  chosen,
  intervalShown,
  legendTime,
  openChart,
  painted,
  showInterval,
} from './rig/chart.ts'
import { openChromium, phone } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { type Finger, makeFinger, middleOf } from './rig/touch.ts'

const hourMs = 3_600_000
const touching: BrowserContextOptions = { ...phone, hasTouch: true, isMobile: true }

test('older candles come as a finger pans back, and what is in sight stays where it is', async (context) => {
  needs(context, 'chromium')
  const page = await openWithPast(60 * hourMs)
  const finger = await makeFinger(page)
  await showInterval(page, '1 minute')
  await expect.poll(() => candlesIn(page)).toBeGreaterThan(590)
  const opened = await candlesIn(page)

  const asked: URL[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/api/candles') asked.push(url)
  })
  await expect
    .poll(async () => {
      await swipeRight(page, finger)
      return candlesIn(page)
    })
    .toBeGreaterThan(opened + 300)
  const pages = asked.filter(({ searchParams }) => searchParams.has('from'))
  expect(pages.length).toBeGreaterThan(0)
  for (const { searchParams } of pages) expect(searchParams.get('symbol')).toBe('BINANCE:BTCUSDT')

  // A page that comes while somebody looks moves nothing.
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let isHeld = false
  await page.route(/\/api\/candles\?.*from=/, async (route) => {
    isHeld = true
    await held
    await route.continue()
  })
  await expect
    .poll(async () => {
      await swipeRight(page, finger, 'rests')
      return isHeld
    })
    .toBe(true)
  const host = page.locator('.chart-host')
  const before = await candlesIn(page)
  await page.keyboard.press('Home')
  await expect.poll(() => host.getAttribute('aria-valuenow')).not.toBe(String(before - 1))
  await painted(page)
  const seen = [await legendTime(page), await page.locator('.chart-tag.is-time').boundingBox()]
  const answered = page.waitForResponse(/\/api\/candles\?.*from=/)
  release()
  await (await answered).finished()
  await expect
    .poll(async () => Number(await host.getAttribute('aria-valuemax')))
    .toBeGreaterThanOrEqual(before)
  await painted(page)
  expect([await legendTime(page), await page.locator('.chart-tag.is-time').boundingBox()]).toEqual(
    seen,
  )
})

test('the beginning of history is told', async (context) => {
  needs(context, 'chromium')
  const page = await openWithPast(14 * hourMs)
  await showInterval(page, '1 minute')
  await expect.poll(() => candlesIn(page)).toBeGreaterThan(590)
  await page.locator('.chart-host').focus()
  await expect
    .poll(async () => {
      await page.keyboard.press('PageUp')
      return page.locator('.chart-note').allInnerTexts()
    })
    .toEqual(['History begins here.'])
  await expect.poll(() => candlesIn(page)).toBeGreaterThan(14 * 60 - 10)
})

test('each period is shown in the interval that fits, and panning leaves it', async (context) => {
  needs(context, 'chromium')
  const page = await openWithPast(400 * 24 * hourMs)
  expect(await chosen(page, 'Period')).toBe('1d')
  for (const [period, name, interval] of [
    ['1h', 'The last hour', '1m'],
    ['1w', 'The last week', '1h'],
    ['3m', 'The last three months', '1D'],
    ['1y', 'The last year', '1W'],
    ['all', 'All of history', '1W'],
    ['1m', 'The last month', '4h'],
  ] as const) {
    await page.getByRole('radio', { name }).check({ force: true })
    await expect.poll(() => chosen(page, 'Period')).toBe(period)
    await expect.poll(() => page.locator('.chart-message, .chart-pane .problem').count()).toBe(0)
    await expect.poll(() => intervalShown(page), { message: period }).toBe(interval)
  }
  await painted(page)
  await swipeRight(page, await makeFinger(page))
  await expect.poll(() => chosen(page, 'Period')).toBeUndefined()
})

/** A phone that looks at an instrument whose exchange has candles of so long. */
async function openWithPast(lengthMs: number): Promise<Page> {
  const exchange = await startExchange({
    changesPerSecond: 20,
    symbols: ['BTCUSDT', 'ETHUSDT'],
    since: Date.now() - lengthMs,
  })
  const server = await startServer(exchange.environment)
  await expect
    .poll(
      async () => (await candlesOf(server.origin, '1m')) + (await candlesOf(server.origin, '1d')),
    )
    .toBeGreaterThan(Math.min(800, lengthMs / 60_000 - 20))
  return openChart(await openPage(await openChromium(touching), `${server.origin}/i/BTCUSDT`))
}

async function candlesOf(origin: string, interval: string): Promise<number> {
  const query = `symbol=BTCUSDT&interval=${interval}&limit=5000`
  const answer = await fetch(`${origin}/api/candles?${query}`)
  const { time } = (await answer.json()) as { time?: number[] }
  return time?.length ?? 0
}

/** A quick stroke over most of the chart, as one pans back: it glides on, unless it ends at rest. */
async function swipeRight(page: Page, finger: Finger, end?: 'rests'): Promise<void> {
  const { x, y } = await middleOf(page.locator('.chart-host'))
  await finger.down(x - 120, y)
  await finger.moveTo(x + 120, y, 4)
  if (end === 'rests') {
    finger.rest()
    await finger.moveTo(x + 121, y, 1)
  }
  await finger.up()
}
