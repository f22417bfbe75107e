import { expect, test } from 'vitest'
import { launchChromium, phone } from './rig/chromium.ts'
import { type Exchange, startExchange } from './rig/exchange.ts'
import { isControlled, openFirefox, openTab } from './rig/firefox.ts'
import { observe, type Seen } from './rig/observe.ts'
import { isServed, openPage, seenBy, stuckMs } from './rig/page.ts'
import { patienceMs } from './rig/patience.ts'
import { needs } from './rig/programs.ts'
import { seeded } from './rig/random.ts'
import { startServer, type TestServer } from './rig/server.ts'
import { makeKiller } from './rig/worker.ts'

const kills = 20

test('twenty kills of the service worker: nothing older shown, nothing lost', async (context) => {
  needs(context, 'chromium')
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server = await startServer(exchange.environment)
  const page = await openPage(await launchChromium(phone), server.origin)
  await isServed(page)
  const killer = await makeKiller(page)
  const random = seeded(20)

  const badgesBefore = (await seenBy(page)).badges.length
  const holdsBefore = (await seenBy(page)).holds
  for (let kill = 0; kill < kills; kill++) {
    // From in the midst of a rebirth to a good while after it.
    const { updates } = await seenBy(page)
    await page.waitForFunction(
      (wanted) => window.ebbSeen.updates >= wanted,
      updates + Math.floor(random() * 60),
      { polling: 10 },
    )
    await killer.kill()
  }
  await isServed(page)

  const seen = await seenBy(page)
  expect(seen.holds - holdsBefore).toBeGreaterThanOrEqual(kills)
  expect(seen.worstGapMs).toBeLessThan(stuckMs)
  // A rebirth that takes its time is told, and as no more than that.
  const told = seen.badges.slice(badgesBefore)
  expect(told.filter((text) => !/^(Live|Connecting) /.test(text))).toEqual([])
  await endsEqual({ exchange, server, see: () => seenBy(page) })
})

test('in Firefox, whose workers die every two seconds: nothing older shown, nothing lost', async (context) => {
  needs(context, 'firefox')
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server = await startServer(exchange.environment)
  const browser = await openFirefox({ workerLifeMs: 2_000 })
  const page = await openTab(browser)
  await page.evaluateOnNewDocument(observe)
  await page.goto(server.origin)
  await isControlled(page)
  const see = () => page.evaluate(() => window.ebbSeen)
  // Each hold after the first is a worker that died and was born again.
  await expect.poll(async () => (await see()).holds, { timeout: 2 * patienceMs }).toBeGreaterThan(6)

  const seen = await see()
  expect(seen.updates).toBeGreaterThan(200)
  expect(seen.worstGapMs).toBeLessThan(stuckMs)
  // Rows out of sight are not written: all of them are looked at, by turns.
  let turns = 0
  const seeAll = async () => {
    await page.evaluate(
      (index) => {
        document.querySelectorAll('a.row').item(index)?.scrollIntoView()
      },
      turns++ % 2 === 0 ? 15 : 0,
    )
    return see()
  }
  await endsEqual({ exchange, server, see: seeAll })
})

/** Once the market halts, the page shows what the server and the exchange say. */
async function endsEqual({
  exchange,
  server,
  see,
}: {
  exchange: Exchange
  server: TestServer
  see(): Promise<Seen>
}): Promise<void> {
  exchange.halt()
  const last = Object.fromEntries(exchange.prices())
  await expect.poll(async () => (await see()).prices).toEqual(last)
  const { prices } = await server.prices()
  expect(Object.fromEntries(prices.map(({ symbol, price }) => [symbol, price]))).toEqual(last)
  expect((await see()).falls).toEqual([])
}
