import { expect, test } from 'vitest'
import { spawnChromium } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { badgeSays, isServed, moves, openPage, seenBy } from './rig/page.ts'
import { patienceMs } from './rig/patience.ts'
import { needs } from './rig/programs.ts'
import { type Relay, startRelay } from './rig/relay.ts'
import { startServer } from './rig/server.ts'

test('a hidden page lets go of its stream and polls; back in front it streams, nothing older shown', async (context) => {
  needs(context, 'chromium')
  const { page, other, relay } = await openTwo()
  const before = pollsOf(relay)
  await other.bringToFront()
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden')
  await expect.poll(relay.streams).toBe(0)
  await badgeSays(page, /polling · 1 min/i)
  // The one test that waits a minute: what a hidden page really does can't be hurried.
  await expect.poll(() => pollsOf(relay), { timeout: 60_000 + patienceMs }).toBeGreaterThan(before)
  expect(relay.streams()).toBe(0)
  const whileHidden = pollsOf(relay)

  await page.bringToFront()
  await expect.poll(relay.streams).toBe(1)
  await moves(page)
  // What stands open may be dead: an answer to a question is not.
  expect(pollsOf(relay)).toBeGreaterThan(whileHidden)
  expect((await seenBy(page)).falls).toEqual([])
})

test('a frozen page holds nothing; thawed it streams, nothing older shown', async (context) => {
  needs(context, 'chromium')
  const { page, other, relay } = await openTwo()
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  await expect.poll(relay.streams).toBe(0)

  await session.send('Page.setWebLifecycleState', { state: 'active' })
  // Freezing has hidden it, and only another page's going hides that one in turn.
  await other.bringToFront()
  await expect.poll(() => other.evaluate(() => document.visibilityState)).toBe('visible')
  await page.bringToFront()
  await expect.poll(relay.streams).toBe(1)
  await moves(page)
  await badgeSays(page, /^live/i)
  expect((await seenBy(page)).falls).toEqual([])
})

/** Ebb in front, streaming through its service worker, and a page of another place behind it. */
async function openTwo() {
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server = await startServer(exchange.environment)
  const relay = await startRelay(server.port)
  const [browser] = (await spawnChromium()).contexts()
  if (browser === undefined) throw new Error('Chromium came up without a context.')
  const other = await browser.newPage()
  const page = await openPage(browser, relay.origin)
  await isServed(page)
  await expect.poll(relay.streams).toBe(1)
  return { page, other, relay }
}

function pollsOf(relay: Relay): number {
  return relay.passed.filter((path) => path.startsWith('/api/prices')).length
}
