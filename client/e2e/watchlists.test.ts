import { expect, test } from 'vitest'
import { defaultSymbols } from '../../shared/instrument.ts'
import { openChromium, phone } from './rig/chromium.ts'
import { choose, isStill, linesOf, listBegins, more, name, rowOf } from './rig/list.ts'
import { isServed, moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { makeFinger, middleOf } from './rig/touch.ts'

async function open(options = {}) {
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...phone, hasTouch: true, ...options })
  const page = await openPage(browser, server.origin)
  await moves(page)
  return { server, browser, page }
}

test('a list is made, filled by search, named anew, and deleted with a way back', async (context) => {
  needs(context, 'chromium')
  const { page } = await open()
  await choose(page, more, 'New list')
  await name(page, 'Stocks')
  await page.getByText('This list is empty').waitFor()

  await page.getByRole('button', { name: 'Search instruments' }).last().click()
  await page.getByRole('combobox').fill('ETHUSDT')
  await page
    .locator('[role=row], tr')
    .filter({ hasText: 'ETH' })
    .getByRole('button')
    .first()
    .click()
  await page.keyboard.press('Escape')
  await listBegins(page, 'ETHUSDT')
  await moves(page)

  await choose(page, more, 'Rename list')
  await name(page, 'Favourites')
  await expect
    .poll(() => page.locator('.list-names label').allInnerTexts())
    .toEqual(['Watchlist', 'Favourites'])
  await choose(page, more, 'Delete list')
  await expect.poll(() => linesOf(page)).toEqual([...defaultSymbols])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => linesOf(page)).toEqual(['ETHUSDT'])
  await page.locator('.list-names label', { hasText: 'Watchlist' }).click()
  await expect.poll(() => linesOf(page)).toEqual([...defaultSymbols])
})

test('rows are removed by swiping, by Delete and in edit mode, and come back together', async (context) => {
  needs(context, 'chromium')
  const { page } = await open()
  const finger = await makeFinger(page)
  const { x, y } = await middleOf(rowOf(page, 'BTCUSDT'))
  await finger.down(x + 80, y)
  await finger.moveTo(x - 150, y + 6)
  await finger.up()
  await listBegins(page, 'ETHUSDT')

  await page.locator('a.row').first().press('Delete')
  await listBegins(page, 'BNBUSDT')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('href')))
    .toBe('/i/BNBUSDT')

  await choose(page, more, 'Edit this list')
  await page.getByRole('button', { name: 'Remove BNB/USDT' }).click()
  await listBegins(page, 'SOLUSDT')
  await expect.poll(() => page.locator('.toast').innerText()).toMatch(/3 instruments removed/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => linesOf(page)).toEqual([...defaultSymbols])
})

test('a row that is pushed aside and let go too early comes back, and opens nothing', async (context) => {
  needs(context, 'chromium')
  const { page } = await open()
  const finger = await makeFinger(page)
  const { x, y } = await middleOf(rowOf(page, 'BTCUSDT'))
  await finger.down(x, y)
  await finger.moveTo(x - 60, y)
  // A finger that comes to rest is not one that throws.
  finger.rest()
  await finger.moveTo(x - 61, y, 2)
  await finger.up()
  await isStill(page)
  expect(await linesOf(page)).toEqual([...defaultSymbols])
  expect(new URL(page.url()).pathname).toBe('/')
})

test('a list is sorted, and stays so; its own order comes back', async (context) => {
  needs(context, 'chromium')
  const { page } = await open()
  await choose(page, /^Sort/, 'Name')
  await listBegins(page, 'ADAUSDT', 'ATOMUSDT', 'AVAXUSDT')
  await choose(page, /^Sort/, /^Name/)
  await listBegins(page, 'XRPUSDT', 'UNIUSDT')
  await choose(page, /^Sort/, 'Price')
  await listBegins(page, 'BTCUSDT', 'ETHUSDT')
  await page.reload()
  await listBegins(page, 'BTCUSDT', 'ETHUSDT')
  await page.locator('.list-note', { hasText: 'Price, highest first' }).waitFor()
  await choose(page, /^Sort/, '24 h volume')
  await page.locator('.row-full', { hasText: /^Vol / }).first().waitFor()
  await choose(page, /^Sort/, 'My order')
  await expect.poll(() => linesOf(page)).toEqual([...defaultSymbols])
})

test('groups are made, filled, collapsed and deleted, and remembered as they were', async (context) => {
  needs(context, 'chromium')
  const { page } = await open()
  await choose(page, more, 'New group')
  await name(page, 'Layer 1')
  for (const symbol of ['ETHUSDT', 'SOLUSDT']) {
    await rowOf(page, symbol).locator('.row-more').click()
    await page.locator('dialog[open]').getByRole('button', { name: 'Layer 1' }).click()
  }
  await page.getByRole('button', { name: 'Done' }).click()
  const others = defaultSymbols.filter((symbol) => !/^(ETH|SOL)/.test(symbol))
  const filled = [...others, '[Layer 1]', 'ETHUSDT', 'SOLUSDT']
  await expect.poll(() => linesOf(page)).toEqual(filled)
  await page.getByRole('button', { name: /^Layer 1/ }).click()
  await expect.poll(() => linesOf(page)).toEqual([...others, '[Layer 1]'])
  await page.reload()
  await expect.poll(() => linesOf(page)).toEqual([...others, '[Layer 1]'])
  await expect
    .poll(() => page.getByRole('button', { name: /^Layer 1/ }).getAttribute('aria-expanded'))
    .toBe('false')

  await choose(page, 'More for the group Layer 1', 'Delete group')
  await expect.poll(() => linesOf(page)).toEqual([...others, 'ETHUSDT', 'SOLUSDT'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => linesOf(page)).toEqual([...others, '[Layer 1]'])
})

test('two tabs are in step', async (context) => {
  needs(context, 'chromium')
  const { browser, server, page } = await open()
  const other = await openPage(browser, server.origin)
  await isServed(other)
  await page.locator('a.row').first().press('Delete')
  await listBegins(other, 'ETHUSDT')
  await choose(other, more, 'New list')
  await name(other, 'Mine')
  await expect
    .poll(() => page.locator('.list-names label').allInnerTexts())
    .toEqual(['Watchlist', 'Mine'])
  // Each stays at the list that it shows.
  await listBegins(page, 'ETHUSDT')
})
