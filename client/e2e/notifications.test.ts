import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { NotificationsResponse } from '../../shared/user-api.ts'
import { openChromium, phone } from './rig/chromium.ts'
import { isKept } from './rig/device.ts'
import { type Exchange, startExchange } from './rig/exchange.ts'
import { isServed, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { temporaryFolder } from './rig/temporary.ts'

const symbols = ['BTCUSDT', 'ETHUSDT'] as const
/** How far a price must rise for what is waited for; by itself it takes a minute and a half. */
const ahead = 50
test('what fires is told once in two tabs, counted, kept in the history, and read in both', async (context) => {
  needs(context, 'chromium')
  const { exchange, server } = await start()
  const browser = await openChromium({ ...phone, locale: 'en-US' })
  const one = await visit(await openPage(browser, server.origin))
  const other = await visit(await openPage(browser, server.origin))
  await isServed(other)

  await makeAlert(one, exchange)
  exchange.leap(ahead)
  const told = async () => [...(await toastsOf(one)), ...(await toastsOf(other))]
  await expect.poll(told).toHaveLength(1)
  expect((await told())[0]).toMatch(/^BTC above [\d,.]+ — [\d,.]+ at Binance, /)
  for (const tab of [one, other]) await expect.poll(() => unreadOn(tab)).toBe('1')

  await one.click('.tab[href="/alerts/history"]')
  await one.waitForSelector('.notification.is-new')
  expect(await one.locator('.notification-day h3').innerText()).toBe('Today')
  await expect
    .poll(() => one.locator('.notification-title').innerText())
    .toMatch(/^BTC above .*New$/s)
  expect(await one.locator('.notification-head').getAttribute('href')).toBe('/i/BTCUSDT')
  await one.click('.notification-deliveries summary')
  await expect.poll(() => one.locator('.deliveries').innerText()).toMatch(/In the app.*Received/s)
  for (const tab of [one, other]) await expect.poll(() => unreadOn(tab)).toBe('')
  const unreadToServer = () =>
    one.evaluate(async () => {
      const { unread }: NotificationsResponse = await (await fetch('/api/notifications')).json()
      return unread
    })
  await expect.poll(unreadToServer).toBe(0)
  expect(await told()).toHaveLength(1)
})

test('what fires while the server is killed and started again is told once, after that', async (context) => {
  needs(context, 'chromium')
  const { exchange, server } = await start()
  const browser = await openChromium({ ...phone, locale: 'en-US' })
  const page = await visit(await openPage(browser, server.origin))
  await makeAlert(page, exchange)
  for (let round = 0; round < 3; round++) {
    await server.kill()
    if (round === 1) exchange.leap(ahead)
    await server.start()
  }
  await expect.poll(() => toastsOf(page)).toHaveLength(1)
  await expect.poll(() => unreadOn(page)).toBe('1')
  await page.reload()
  await expect.poll(() => unreadOn(page)).toBe('1')
  expect(await toastsOf(page)).toEqual([])
})

test('offline the history shows what the device keeps, and says so', async (context) => {
  needs(context, 'chromium')
  const { exchange, server } = await start()
  const browser = await openChromium({ ...phone, locale: 'en-US' })
  const page = await visit(await openPage(browser, server.origin))
  await makeAlert(page, exchange)
  exchange.leap(ahead)
  await expect.poll(() => unreadOn(page)).toBe('1')
  await isKept(page, 'notifications', 'BTCUSDT')
  await isServed(page)
  await server.kill()
  await page.goto(`${server.origin}/alerts/history`)
  await expect.poll(() => page.locator('.notification').count()).toBe(1)
  await expect
    .poll(() => page.locator('.notification-history').innerText())
    .toContain('You are offline')
})

async function start() {
  const exchange = await startExchange({ changesPerSecond: 100, symbols })
  const server = await startServer({
    ...exchange.environment,
    EBB_DATA: temporaryFolder('notices'),
  })
  return { exchange, server }
}

/** As a user: with a session, and a page that the engine feeds with it. */
async function visit(page: Page): Promise<Page> {
  await page.evaluate(async () => {
    const { status } = await fetch('/api/session', { method: 'POST' })
    if (status !== 200) throw new Error(`No session: ${status}.`)
    localStorage.setItem('ebb.session', 'begun')
  })
  await page.addInitScript(writeDownToasts)
  await page.reload()
  await page.waitForSelector('.row-price:not(:empty)')
  return page
}

async function makeAlert(page: Page, exchange: Exchange): Promise<void> {
  const price = ((exchange.prices().get('BTCUSDT') ?? 0) + ahead).toFixed(2)
  const status = await page.evaluate(async (price) => {
    const rule = { symbol: 'BTCUSDT', condition: { type: 'above', price } }
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ rule })
    return (await fetch('/api/alerts', { method: 'POST', headers, body })).status
  }, price)
  expect(status).toBe(201)
}

/** In the page: every toast that comes. */
function writeDownToasts(): void {
  window.ebbToasts = []
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof HTMLElement)) continue
        const text = node.matches('.toast') ? node.querySelector('span')?.textContent : undefined
        if (text) window.ebbToasts.push(text)
      }
    }
  }).observe(document, { childList: true, subtree: true })
}

function toastsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => window.ebbToasts)
}

/** The number on the tab; empty where there is none. */
function unreadOn(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('.tab-count')?.textContent ?? '')
}

declare global {
  interface Window {
    ebbToasts: string[]
  }
}
