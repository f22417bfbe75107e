import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const inHand = { ...phone, hasTouch: true, isMobile: true, locale: 'en-US' } as const

/** A market whose price only rises, by 0.4 a second. */
async function open(path = '/i/BTCUSDT') {
  const exchange = await startExchange({ changesPerSecond: 40, symbols: ['BTCUSDT'] })
  const server = await startServer(exchange.environment)
  const context = await openChromium(inHand)
  const page = await openPage(context, server.origin + path)
  return { exchange, server, context, page }
}

/** Sets one for the instrument that is shown, from its bell. */
async function setAlert(page: Page, price: string): Promise<void> {
  await page.locator('.alert-bell').tap()
  const another = page.locator('dialog[open]').getByRole('button', { name: 'Add an alert' })
  const field = page.getByLabel('Price', { exact: true })
  await another.or(field).waitFor()
  if (await another.isVisible()) await another.tap()
  await field.fill(price)
}

const send = (page: Page) => page.getByRole('button', { name: 'Set the alert', exact: true }).tap()
const card = (page: Page, text: string | RegExp) => page.locator('.alert', { hasText: text })

test('is set in the form, says how far there is to go, and that it has fired and at what', async (context) => {
  needs(context, 'chromium')
  const { exchange, page, server } = await open()
  await page.waitForSelector('.instrument-price .row-price:not(:empty)')
  const ahead = ((exchange.prices().get('BTCUSDT') ?? 0) + 60).toFixed(2)
  await setAlert(page, ahead)
  await page.getByText(/You are told once, when BTC\/USDT rises to .* or above/).waitFor()
  await send(page)
  await page.getByText(/^Alert set: BTC\/USDT/).waitFor()
  await page.getByRole('button', { name: '1 alert', exact: true }).waitFor()

  await page.goto(`${server.origin}/alerts`)
  await card(page, /to go/).waitFor()
  exchange.leap(60)
  await card(page, /Fired .* at 1,0/).waitFor()
  await page.locator('.alert-open').tap()
  const details = page.locator('dialog[open]')
  await details
    .getByText(/: 1,0\d\d\.\d\d on Binance$/)
    .first()
    .waitFor()
})

test('one that is beyond says so before and after; it is changed, paused, removed and put back', async (context) => {
  needs(context, 'chromium')
  const { page, server } = await open()
  await page.waitForSelector('.instrument-price .row-price:not(:empty)')
  await setAlert(page, '500')
  await page.getByText(/The price is at 500\.00 or above already/).waitFor()
  await send(page)
  await page.getByText(/It is beyond already, and waits/).waitFor()

  await page.goto(`${server.origin}/alerts`)
  await card(page, /waits until the price is back below/).waitFor()
  await page.getByRole('button', { name: /^Edit or remove/ }).tap()
  await page.getByRole('menuitem', { name: 'Edit' }).tap()
  await page.getByLabel('Price', { exact: true }).fill('90,000')
  await page.getByRole('button', { name: 'Save' }).tap()
  await card(page, 'Above 90,000.00').waitFor()
  await card(page, /to go/).waitFor()

  await page.getByRole('switch').tap()
  await card(page, /Nothing is watched/).waitFor()
  await page.reload()
  await card(page, /Nothing is watched/).waitFor()
  await page.getByRole('button', { name: /^Edit or remove/ }).tap()
  await page.getByRole('menuitem', { name: 'Remove' }).tap()
  await expect.poll(() => page.locator('.alert').count()).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).tap()
  await card(page, /Nothing is watched/).waitFor()
})

test('what is wrong is said at its field', async (context) => {
  needs(context, 'chromium')
  const { page } = await open()
  await page.waitForSelector('.instrument-price .row-price:not(:empty)')
  await setAlert(page, 'many')
  await send(page)
  const field = page.getByLabel('Price', { exact: true })
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
  await page.getByText('Enter a plain number').waitFor()
  await field.fill('1200')
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('false')
})

test('one that is set offline is kept over a restart, and arrives once there is a connection', async (context) => {
  needs(context, 'chromium')
  const { page, context: browser, server } = await open()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.waitForSelector('.instrument-price .row-price:not(:empty)')
  await cutOff(browser, true)
  await setAlert(page, '90000')
  await send(page)
  await page.getByText(/^Not sent yet: kept on this device/).waitFor()
  await page.goto(`${server.origin}/alerts`)
  await card(page, /Not sent yet/).waitFor()
  await cutOff(browser, false)
  await card(page, /to go/).waitFor()
  await expect
    .poll(() => alertsOf(page))
    .toMatchObject([{ phase: 'armed', rule: { condition: { type: 'above', price: '90000' } } }])
})

test('one that was removed elsewhere, while it was changed here without a connection, stays in sight until that is decided', async (context) => {
  needs(context, 'chromium')
  const { page, context: browser, server } = await open()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.waitForSelector('.instrument-price .row-price:not(:empty)')
  await setAlert(page, '90000')
  await send(page)
  await page.getByText(/^Alert set/).waitFor()
  await page.goto(`${server.origin}/alerts`)
  await card(page, /to go/).waitFor()
  await cutOff(browser, true)
  await page.getByRole('button', { name: /^Edit or remove/ }).tap()
  await page.getByRole('menuitem', { name: 'Edit' }).tap()
  await page.getByLabel('Price', { exact: true }).fill('80000')
  await page.getByRole('button', { name: 'Save' }).tap()
  await card(page, 'Your change is not sent yet').waitFor()

  // Beside the page, and so in spite of its connection: as another device of theirs would.
  const { alerts } = await (await browser.request.get(`${server.origin}/api/alerts`)).json()
  const headers = { origin: server.origin }
  await browser.request.delete(`${server.origin}/api/alerts/${alerts[0].id}`, { headers })
  await cutOff(browser, false)
  await card(page, 'Removed on another device').waitFor()
  await page.getByRole('button', { name: 'Make it anew' }).tap()
  await card(page, /Above 80,000.*to go/s).waitFor()
  await expect.poll(async () => (await alertsOf(page)).length).toBe(1)
})

async function cutOff(browser: BrowserContext, isOff: boolean): Promise<void> {
  await browser.setOffline(isOff)
}

/** What the server knows of this user's. */
function alertsOf(page: Page): Promise<unknown[]> {
  return page.evaluate(async () => {
    const body: { alerts: unknown[] } = await (await fetch('/api/alerts')).json()
    return body.alerts
  })
}
