import type { Page } from 'puppeteer-core'
import { expect, test } from 'vitest'
import { type Autopush, startAutopush } from './rig/autopush.ts'
import { type Exchange, startExchange } from './rig/exchange.ts'
import { isControlled, openFirefox, openTab } from './rig/firefox.ts'
import { type Desktop, startDesktop } from './rig/notifications.ts'
import { needs } from './rig/programs.ts'
import { ahead, makeAlert, market, newestByPush, pushChannels, thresholdAt } from './rig/pushed.ts'
import { startServer, type TestServer } from './rig/server.ts'

test('in Firefox, with a page in front, an alert is told once', async (context) => {
  needs(context, 'firefox', 'dbus')
  const { page, exchange, desktop, autopush } = await startFirefox()
  await page.evaluate(makeAlert, thresholdAt(exchange))
  exchange.leap(ahead)
  await page.waitForSelector('.toast ::-p-text(BTC above)')
  await expect.poll(() => autopush.taken).toBe(1)
  await expect.poll(() => page.evaluate(newestByPush)).toBe('received')
  expect(desktop.shown).toEqual([])
})

test('in Firefox, with no page open and its worker dead, it is shown, and a click opens the instrument', async (context) => {
  needs(context, 'firefox', 'dbus')
  const { page, exchange, desktop, server } = await startFirefox({ workerLifeMs: 2_000 })
  await page.evaluate(makeAlert, thresholdAt(exchange))
  await page.goto('about:blank')
  exchange.leap(ahead)
  await expect.poll(() => desktop.shown).toHaveLength(1)
  const [shown] = desktop.shown
  expect(shown?.title).toMatch(/^BTC above 1,\d{3}/)
  desktop.click(shown?.id ?? 0)
  const addresses = async () => {
    const pages = await page.browser().pages()
    return pages.map((each) => each.url())
  }
  await expect.poll(addresses).toContain(`${server.origin}/i/BTCUSDT`)
})

async function startFirefox({ workerLifeMs = 30_000 } = {}): Promise<{
  page: Page
  exchange: Exchange
  desktop: Desktop
  server: TestServer
  autopush: Autopush
}> {
  const [autopush, desktop, exchange] = await Promise.all([
    startAutopush(),
    startDesktop(),
    startExchange(market),
  ])
  const server = await startServer({ ...exchange.environment, ...autopush.environment })
  const browser = await openFirefox({
    workerLifeMs,
    env: desktop.environment,
    preferences: {
      ...autopush.preferences,
      'permissions.default.desktop-notification': 1,
      'alerts.useSystemBackend': true,
    },
  })
  const page = await openTab(browser)
  // They have a session from before, and the engine connects with it.
  await page.goto(`${server.origin}/healthz`)
  await page.evaluate(async () => {
    await fetch('/api/session', { method: 'POST' })
    localStorage.setItem('ebb.session', 'begun')
  })
  await page.goto(server.origin)
  await isControlled(page)
  await page.waitForSelector('.row-price:not(:empty)')
  await page.evaluate(makeAlert, '9000')
  await page.goto(`${server.origin}/alerts`)
  await page.locator('.notice ::-p-aria([name="Turn on"][role="button"])').click()
  await expect.poll(() => page.evaluate(pushChannels)).toHaveLength(1)
  return { page, exchange, desktop, server, autopush }
}
