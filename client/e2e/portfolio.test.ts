import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findingsOf } from './rig/axe.ts'
import { openChromium, phone } from './rig/chromium.ts'
import { openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer, type TestServer } from './rig/server.ts'

const inHand = { ...phone, hasTouch: true, isMobile: true, locale: 'en-US' } as const

async function open() {
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...inHand, acceptDownloads: true })
  const page = await openPage(browser, `${server.origin}/portfolio`)
  return { server, page }
}

/** Adds a purchase with the finger, from the empty page or its head. */
async function add(page: Page, query: string, quantity: string, price: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a holding' }).tap()
  await page.getByLabel('Symbol, pair or name').fill(query)
  await page.locator('.find').nth(0).locator('.find-open').tap()
  await page.getByLabel('Quantity').fill(quantity)
  await page.getByLabel('Price of one').fill(price)
  await page.getByRole('button', { name: 'Save' }).tap()
  await page.waitForSelector('.portfolio-value')
}

const worthOf = async (page: Page) =>
  Number((await page.locator('.portfolio-value').innerText()).replace(/[^\d.]/g, ''))
/** Waits until the page says so much, give or take what prices move meanwhile. */
const isWorth = (page: Page, worth: number) =>
  expect.poll(async () => Math.abs((await worthOf(page)) / worth - 1)).toBeLessThan(0.01)
const names = (page: Page) => page.locator('.holding-name').allInnerTexts()

async function priceAt(server: TestServer, symbol: string): Promise<number> {
  const { prices } = await server.prices()
  const found = prices.find((each) => each.symbol === symbol)
  if (!found) throw new Error(`${symbol} has no price.`)
  return found.price
}

test('what is added by touch follows the market, and is there offline with its age', async (context) => {
  needs(context, 'chromium')
  const { server, page } = await open()
  await page.getByText('What you hold, and what it is worth').waitFor()
  await add(page, 'btcusdt', '0.5', '50,000')
  await add(page, 'ethusdt', '4', '2500')
  await expect.poll(() => names(page)).toEqual(['BTC USDT', 'ETH USDT'])
  const worth = 0.5 * (await priceAt(server, 'BTCUSDT')) + 4 * (await priceAt(server, 'ETHUSDT'))
  await isWorth(page, worth)
  const before = await worthOf(page)
  await expect.poll(() => worthOf(page)).not.toBe(before)
  expect(await findingsOf(page)).toEqual([])

  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await server.kill()
  await page.reload()
  await expect.poll(() => names(page)).toEqual(['BTC USDT', 'ETH USDT'])
  await page.getByText(/The oldest price in it is \d+ s old/).waitFor()
  await isWorth(page, worth)
  await page.locator('.holding').first().tap()
  await page.getByRole('button', { name: /^Edit or remove/ }).tap()
  await page.getByRole('menuitem', { name: 'Edit' }).tap()
  await page.getByLabel('Quantity').fill('1')
  await page.getByRole('button', { name: 'Save' }).tap()
  await page.getByText('Changed 1 BTC').waitFor()

  await page.reload()
  await expect.poll(() => page.locator('.holding').first().innerText()).toMatch(/BTC/)
  await server.start()
  await expect.poll(() => page.locator('.portfolio-note[data-tone=warning]').count()).toBe(0)
  await expect.poll(() => worthOf(page)).toBeGreaterThan(worth)
})

test('a purchase is removed and taken back, and told in another currency', async (context) => {
  needs(context, 'chromium')
  const { server, page } = await open()
  await add(page, 'ethusdt', '4', '2500')
  await add(page, 'btcusdt', '0.5', '50000')
  await page.locator('.holding', { hasText: 'ETH' }).tap()
  await page.getByRole('button', { name: /^Edit or remove/ }).tap()
  await page.getByRole('menuitem', { name: 'Remove' }).tap()
  await expect.poll(() => names(page)).toEqual(['BTC USDT'])
  await page.getByRole('button', { name: 'Undo' }).tap()
  await expect.poll(() => names(page)).toEqual(['BTC USDT', 'ETH USDT'])

  await page.getByLabel('Currency').selectOption('BTC')
  await expect.poll(() => page.locator('.portfolio-value').innerText()).toMatch(/BTC$/)
  const [btc, eth] = [await priceAt(server, 'BTCUSDT'), await priceAt(server, 'ETHUSDT')]
  await isWorth(page, 0.5 + (4 * eth) / btc)
  await page.locator('.rates summary').tap()
  await page.getByText('by BTC/USDT Simulated · live').waitFor()
})

test('what is exported comes back, is not doubled, and is taken back', async (context) => {
  needs(context, 'chromium')
  const { page } = await open()
  await add(page, 'btcusdt', '0.5', '50000')
  await add(page, 'btcusdt', '0.25', '60000')
  const saved: string[] = []
  for (const item of ['Export as a table (CSV)', 'Export everything (JSON)']) {
    await page.getByRole('button', { name: 'Files' }).tap()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).tap(),
    ])
    expect(download.suggestedFilename()).toMatch(/^ebb-holdings-\d{4}-\d\d-\d\d\.(csv|json)$/)
    saved.push(readFileSync(await download.path(), 'utf8'))
  }
  const [csv = '', json = ''] = saved
  expect(csv).toMatch(/^\uFEFFid,symbol,base,quote,quantity,price,total,currency,date,note\r\n/)
  expect(JSON.parse(json)).toMatchObject({ format: 'ebb-holdings', holdings: [{}, {}] })

  await choose(page, 'again.csv', csv)
  await page.getByText('There is nothing new in it.').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).tap()
  await choose(page, 'more.csv', `${csv},ETHUSDT,,,2,,,,,\r\n,ETHUSDT,,,two,,,,,\r\n`)
  await page.getByText('Line 5').waitFor()
  expect(await findingsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Import 1' }).tap()
  await expect.poll(() => names(page)).toEqual(['BTC USDT', 'ETH USDT'])
  await page.getByRole('button', { name: 'Undo' }).tap()
  await expect.poll(() => names(page)).toEqual(['BTC USDT'])
})

async function choose(page: Page, name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
  await page.locator('input[type=file]').setInputFiles(file)
}
