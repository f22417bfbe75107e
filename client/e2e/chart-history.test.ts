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

const hourMs = 3_600_000
const finger: BrowserContextOptions = { ...phone, hasTouch: true, isMobile: true }

test('older candles come as a finger pans back, and what is in sight stays where it is', async (context) => {
  needs(context, 'chromium')
  const page = await openWithPast(60 * hourMs)
  await showInterval(page, '1 minute')
  await expect.poll(() => candlesIn(page)).toBeGreaterThan(590)
  const opened = await candlesIn(page)

  const asked: URL[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/api/candles') asked.push(url)
  })
  await expect
    .poll(
      async () => {
        await swipeRight(page)
        return candlesIn(page)
      },
      { timeout: 40_000 },
    )
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
    .poll(
      async () => {
        await swipeRight(page)
        return isHeld
      },
      { timeout: 40_000 },
    )
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
  await painted(page)
  expect([await legendTime(page), await page.locator('.chart-tag.is-time').boundingBox()]).toEqual(
    seen,
  )
  expect(await candlesIn(page)).toBeGreaterThan(before)
})

test('the beginning of history is told', async (context) => {
  needs(context, 'chromium')
  const page = await openWithPast(14 * hourMs)
  await showInterval(page, '1 minute')
  await expect.poll(() => candlesIn(page)).toBeGreaterThan(590)
  await page.locator('.chart-host').focus()
  await expect
    .poll(
      async () => {
        await page.keyboard.press('PageUp')
        return page.locator('.chart-note').allInnerTexts()
      },
      { timeout: 20_000 },
    )
    .toEqual(['History begins here.'])
  expect(await candlesIn(page)).toBeGreaterThan(14 * 60 - 10)
})

test('each period is shown in the interval that fits, and panning leaves it', async (context) => {
  needs(context, 'chromium')
  const page = await openWithPast(400 * 24 * hourMs)
  expect(await chosen(page, 'Period')).toBe('1d')
  const intervals: Record<string, string> = {}
  for (const [period, name] of [
    ['1h', 'The last hour'],
    ['1w', 'The last week'],
    ['1m', 'The last month'],
    ['3m', 'The last three months'],
    ['1y', 'The last year'],
    ['all', 'All of history'],
  ] as const) {
    await page.getByRole('radio', { name }).check({ force: true })
    await expect.poll(() => chosen(page, 'Period')).toBe(period)
    await expect.poll(() => page.locator('.chart-message').count()).toBe(0)
    intervals[period] = await intervalShown(page)
  }
  expect(intervals).toEqual({
    ...{ '1h': '1m', '1w': '1h', '1m': '4h', '3m': '1D', '1y': '1W', all: '1W' },
  })
  await page.getByRole('radio', { name: 'The last month' }).check({ force: true })
  await expect.poll(() => chosen(page, 'Period')).toBe('1m')
  await swipeRight(page)
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
      {
        timeout: 20_000,
      },
    )
    .toBeGreaterThan(Math.min(800, lengthMs / 60_000 - 20))
  return openChart(await openPage(await openChromium(finger), `${server.origin}/i/BTCUSDT`))
}

async function candlesOf(origin: string, interval: string): Promise<number> {
  const query = `symbol=BTCUSDT&interval=${interval}&limit=5000`
  const answer = await fetch(`${origin}/api/candles?${query}`)
  const { time } = (await answer.json()) as { time?: number[] }
  return time?.length ?? 0
}

/** A quick stroke over most of the chart, as one pans back. */
async function swipeRight(page: Page): Promise<void> {
  const box = await page.locator('.chart-host').boundingBox()
  if (!box) throw new Error('There is no chart to swipe.')
  const session = await page.context().newCDPSession(page)
  const y = box.y + box.height / 3
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x, y }],
    })
  await touch('touchStart', box.x + 30)
  for (let step = 1; step <= 8; step++) {
    await touch('touchMove', box.x + 30 + step * 30)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
  await touch('touchEnd', box.x + 270)
  await session.detach()
}
