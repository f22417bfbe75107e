import { expect, test } from 'vitest'
import { launchChromium, phone } from './rig/chromium.ts'
import { storedIn } from './rig/device.ts'
import { startExchange } from './rig/exchange.ts'
import { badgeSays, isServed, moves, openPage, seenBy } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

test('with the server away the app still opens, with the last known prices and their age', async (context) => {
  needs(context, 'chromium')
  const { server, page } = await openServed()
  // What it shows now is kept by and by, and once it is, nothing older may be shown any more.
  const early = (await seenBy(page)).prices
  const isKept = async () => {
    const kept = await storedIn(page, 'prices')
    const pricesKept = new Map(kept.map((row) => [row.symbol, row.price / 10 ** row.decimals]))
    return Object.entries(early).every(([symbol, price]) => price <= (pricesKept.get(symbol) ?? 0))
  }
  await expect.poll(isKept).toBe(true)
  await server.kill()
  const before = (await seenBy(page)).prices
  await page.reload()
  await expect
    .poll(async () => Object.keys((await seenBy(page)).prices).sort())
    .toEqual(Object.keys(before).sort())
  const { prices } = await seenBy(page)
  for (const [symbol, price] of Object.entries(prices)) {
    expect(price).toBeLessThanOrEqual(before[symbol] ?? 0)
    expect(price).toBeGreaterThanOrEqual(early[symbol] ?? 0)
  }
  await page.waitForSelector('.banner')
  for (const row of await page.locator('a.row').all()) {
    await expect.poll(() => row.innerText()).toMatch(/\d+ (s|min) old/)
  }
  await expect.poll(() => page.locator('.banner').innerText()).toMatch(/\d+ (s|min) ago/)

  await page.goto(`${server.origin}/i/ETHUSDT`)
  await expect
    .poll(() => page.locator('.instrument-head').innerText())
    .toMatch(/ETH[\s\S]*\d+ (s|min) old[\s\S]*2,000\.\d\d/)

  await page.goto(server.origin)
  await server.start()
  await moves(page)
  expect((await seenBy(page)).falls).toEqual([])
})

test('offline the app says so, and goes on by itself once it is back', async (context) => {
  needs(context, 'chromium')
  const { page } = await openServed()
  await page.context().setOffline(true)
  await badgeSays(page, /^offline/i)
  await expect
    .poll(() => page.locator('.banner').innerText())
    .toMatch(/you are offline.*\d+ s ago/i)

  await page.context().setOffline(false)
  await badgeSays(page, /^live/i)
  await moves(page)
  await page.waitForSelector('.banner', { state: 'detached' })
  expect((await seenBy(page)).falls).toEqual([])
})

async function openServed() {
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server = await startServer(exchange.environment)
  const page = await openPage(await launchChromium(phone), server.origin)
  await isServed(page)
  return { server, page }
}
