import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { isServed, moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startRelay } from './rig/relay.ts'
import { startServer, type TestServer } from './rig/server.ts'

test('two tabs have one upstream, and once both are closed there is none', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const relay = await startRelay(server.port)
  const browser = await openChromium(phone)
  const one = await openPage(browser, relay.origin)
  await isServed(one)
  const other = await openPage(browser, relay.origin)
  await isServed(other)

  await expect.poll(relay.streams).toBe(1)
  await expect.poll(() => clientsOf(server)).toBe(1)
  await one.close()
  await moves(other)
  expect(relay.streams()).toBe(1)
  // A browser without a page would end: a page of another place stays.
  await browser.newPage()
  await other.close()
  await expect.poll(relay.streams).toBe(0)
  await expect.poll(() => clientsOf(server)).toBe(0)
})

/** How many streams the server itself counts. */
async function clientsOf(server: TestServer): Promise<number> {
  const { sse, websocket } = (await server.status()).clients
  return sse + websocket
}
