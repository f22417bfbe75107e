import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { isServed, moves, openPage, seenBy } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer, type TestServer } from './rig/server.ts'

test('a server that is killed and comes back within a second is no reason for a banner', async (context) => {
  needs(context, 'chromium')
  const { server, page } = await openServed()
  const { epoch } = await server.status()
  await server.kill()
  await standsStill(page, 500)
  await server.start()
  await moves(page)

  expect((await server.status()).epoch).not.toBe(epoch)
  const { banners, falls } = await seenBy(page)
  expect(banners).toEqual([])
  expect(falls).toEqual([])
})

test('after three seconds a banner says so, and the page recovers by itself with the new snapshot', async (context) => {
  needs(context, 'chromium')
  const { exchange, server, page } = await openServed()
  await server.kill()
  await page.waitForSelector('.banner')
  const cut = await seenBy(page)
  const after = (cut.banners[0] ?? 0) - cut.lastAt
  expect(after).toBeGreaterThan(2_800)
  expect(after).toBeLessThan(5_000)
  await standsStill(page, 6_000)
  await server.start()
  await moves(page, 5, 20_000)
  await page.waitForSelector('.banner', { state: 'detached' })

  exchange.halt()
  await expect
    .poll(async () => (await seenBy(page)).prices)
    .toEqual(Object.fromEntries(exchange.prices()))
  const seen = await seenBy(page)
  expect(seen.banners).toHaveLength(1)
  expect(seen.falls).toEqual([])
})

async function openServed() {
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server: TestServer = await startServer(exchange.environment)
  const page = await openPage(await openChromium(phone), server.origin)
  await isServed(page)
  return { exchange, server, page }
}

/** Waits until no price has moved for so long. */
async function standsStill(page: Page, ms: number): Promise<void> {
  await page.waitForFunction((wanted) => performance.now() - window.ebbSeen.lastAt > wanted, ms, {
    polling: 50,
  })
}
