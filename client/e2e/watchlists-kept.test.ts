import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { defaultSymbols } from '../../shared/instrument.ts'
import { launchChromium, phone } from './rig/chromium.ts'
import { storedIn } from './rig/device.ts'
import { choose, linesOf, listBegins, more, name, rowOf } from './rig/list.ts'
import { isServed, moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

async function open() {
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await launchChromium(phone), server.origin)
  await isServed(page)
  return { server, page }
}

const rest = defaultSymbols.slice(1)

async function removeFirst(page: Page) {
  await page.locator('a.row').first().press('Delete')
}

test('lists are there offline, changed offline, with the last known prices of each', async (context) => {
  needs(context, 'chromium')
  const { server, page } = await open()
  await choose(page, more, 'New list')
  await name(page, 'Mine')
  await page.keyboard.press('/')
  await page.getByRole('combobox').fill('BTCUSDT')
  await page.locator('tr').filter({ hasText: 'BTC' }).getByRole('button').first().click()
  await page.keyboard.press('Escape')
  await listBegins(page, 'BTCUSDT')
  await moves(page)
  await server.kill()

  await page.reload()
  await listBegins(page, 'BTCUSDT')
  await page.locator('.list-names label', { hasText: 'Watchlist' }).click()
  await listBegins(page, ...defaultSymbols)
  await expect
    .poll(() => rowOf(page, 'ETHUSDT').innerText())
    .toMatch(/\d+ (s|min) old[\s\S]*\d\.\d/)
  await removeFirst(page)
  await listBegins(page, ...rest)
  await expect.poll(() => kept(page)).toContain('default/BTCUSDT')
  await page.reload()
  await listBegins(page, ...rest)
})

test('a returning user never sees another list than their own', async (context) => {
  needs(context, 'chromium')
  const { page } = await open()
  await removeFirst(page)
  await listBegins(page, ...rest)
  // Written down by the page at every change, from before its own scripts.
  await page.addInitScript(() => {
    const firsts = new Set<string>()
    Object.assign(window, { ebbFirsts: firsts })
    new MutationObserver(() => {
      const first = document.querySelector<HTMLElement>('.row-item')?.dataset.id
      if (first) firsts.add(first)
    }).observe(document, { subtree: true, childList: true })
  })
  await page.reload()
  await moves(page)
  const firsts = await page.evaluate(() =>
    'ebbFirsts' in window && window.ebbFirsts instanceof Set ? [...window.ebbFirsts] : [],
  )
  expect(firsts).toEqual(['default/ETHUSDT'])
})

test("once the site's data is cleared the list is as it was given, and takes changes again", async (context) => {
  needs(context, 'chromium')
  const { server, page } = await open()
  await removeFirst(page)
  await listBegins(page, ...rest)
  // What is on its way then would come after.
  await expect.poll(() => kept(page)).toEqual(['default/BTCUSDT'])
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', {
    origin: server.origin,
    storageTypes: 'indexeddb,local_storage',
  })
  await listBegins(page, ...defaultSymbols)
  await rowOf(page, 'ETHUSDT').locator('a.row').press('Delete')
  await listBegins(page, 'BTCUSDT', 'BNBUSDT')
  await expect.poll(() => kept(page)).toEqual(['default/ETHUSDT'])
  await page.reload()
  await listBegins(page, 'BTCUSDT', 'BNBUSDT')
  await expect.poll(() => linesOf(page)).toHaveLength(15)
})

test('on a device that is full a change is said not to be kept, and lasts as long as the page', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await launchChromium(phone)
  const session = await browser.newCDPSession(await browser.newPage())
  // Before the first writing: Chromium remembers for a while how much room there was.
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 1 })
  const page = await openPage(browser, server.origin)
  await moves(page)
  await removeFirst(page)
  await listBegins(page, ...rest)
  await page.getByRole('region', { name: 'This device is full' }).waitFor()
  await moves(page)
  expect((await linesOf(page))[0]).toBe('ETHUSDT')

  // With room again, the next change brings the one before along.
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.origin })
  await rowOf(page, 'ETHUSDT').locator('a.row').press('Delete')
  await listBegins(page, ...rest.slice(1))
  await expect.poll(() => kept(page)).toEqual(['default/BTCUSDT', 'default/ETHUSDT'])
  await page.reload()
  await listBegins(page, ...rest.slice(1))
})

/** The ids of the entries that the device has. */
async function kept(page: Page): Promise<string[]> {
  return (await storedIn(page, 'records')).map(({ id }) => id).sort()
}
