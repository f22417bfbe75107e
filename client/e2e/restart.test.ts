import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { isServed, moves, openPage, seenBy, stuckMs } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startRelay } from './rig/relay.ts'
import { startServer } from './rig/server.ts'

/** Sooner after the last price there is no banner: the three seconds begin with the loss, a little before. */
const bannerMs = 2_800

test('an outage of a second is no reason for a banner', async (context) => {
  needs(context, 'chromium')
  const { server } = await openServer()
  const relay = await startRelay(server.port)
  const page = await openPage(await openChromium(phone), relay.origin)
  await isServed(page)
  relay.broken = true
  await standsStill(page, 1_000)
  relay.broken = false
  await moves(page)

  const { banners, falls } = await seenBy(page)
  expect(banners.filter((stillMs) => stillMs < bannerMs)).toEqual([])
  expect(falls).toEqual([])
})

test('a server is killed: after three seconds a banner says so, and once it is back the page recovers by itself', async (context) => {
  needs(context, 'chromium')
  const { exchange, server } = await openServer()
  const page = await openPage(await openChromium(phone), server.origin)
  await isServed(page)
  const { epoch } = await server.status()
  const killedAt = await page.evaluate(() => performance.now())
  await server.kill()
  await page.waitForSelector('.banner')
  const { banners, lastAt } = await seenBy(page)
  const [stillMs = 0] = banners
  expect(lastAt + stillMs - killedAt).toBeGreaterThan(bannerMs)
  expect(stillMs).toBeLessThan(stuckMs)
  await standsStill(page, 6_000)
  await server.start()
  await moves(page)
  await page.waitForSelector('.banner', { state: 'detached' })

  expect((await server.status()).epoch).not.toBe(epoch)
  exchange.halt()
  await expect
    .poll(async () => (await seenBy(page)).prices)
    .toEqual(Object.fromEntries(exchange.prices()))
  const seen = await seenBy(page)
  expect(seen.banners).toHaveLength(1)
  expect(seen.falls).toEqual([])
})

async function openServer() {
  const exchange = await startExchange({ changesPerSecond: 50 })
  return { exchange, server: await startServer(exchange.environment) }
}

/** Waits until no price has moved for so long. */
async function standsStill(page: Page, ms: number): Promise<void> {
  await page.waitForFunction((wanted) => performance.now() - window.ebbSeen.lastAt > wanted, ms, {
    polling: 50,
  })
}
