import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { storedIn } from './rig/device.ts'
import { needs } from './rig/programs.ts'
import {
  ahead,
  makeAlert,
  type Pushed,
  pushChannels,
  startPushed,
  thresholdAt,
  turnOn,
} from './rig/pushed.ts'

test('what the push service has dropped is renewed at the next start', async (context) => {
  needs(context, 'chromium', 'dbus')
  const pushed = await startPushed()
  const { page, gcm, exchange, server } = pushed
  await turnOn(pushed)
  const before = await toldEndpoint(page)
  gcm.dropAll()
  await page.evaluate(makeAlert, thresholdAt(exchange))
  exchange.leap(ahead)
  await expect.poll(() => page.evaluate(pushChannels)).toEqual([])
  await page.goto(server.origin)
  await isAnother(pushed, before)
  await isPushedAgain(pushed)
})

test('a permission that was taken back is told, and pushes come again once it is given', async (context) => {
  needs(context, 'chromium', 'dbus')
  const pushed = await startPushed()
  const { page, server, allow } = pushed
  await turnOn(pushed)
  await page.goto('about:blank')
  await allow('denied')
  await page.goto(server.origin)
  await page.locator('.notice', { hasText: 'Notifications are blocked' }).waitFor()
  await expect.poll(() => page.evaluate(pushChannels)).toEqual([])
  await allow('granted')
  await page.locator('.notice').waitFor({ state: 'detached' })
  await isPushedAgain(pushed)
})

test('a server with another key is subscribed to anew', async (context) => {
  needs(context, 'chromium', 'dbus')
  const pushed = await startPushed()
  const { page, server } = pushed
  await turnOn(pushed)
  const before = await toldEndpoint(page)
  await page.goto('about:blank')
  await server.kill()
  const db = new Database(join(server.data, 'ebb.db'))
  db.exec(`delete from documents where name = 'vapid'`)
  db.close()
  await server.start()
  await page.goto(server.origin)
  await isAnother(pushed, before)
  await isPushedAgain(pushed)
})

/** The browser has another subscription than that, and the server knows of it. */
async function isAnother({ page }: Pushed, before: string): Promise<void> {
  await expect.poll(() => toldEndpoint(page)).not.toBe(before)
}

/** The subscription that the server was told of last, as the app keeps it once it was. */
async function toldEndpoint(page: Page): Promise<string> {
  let endpoint: unknown
  const isThere = async () => {
    const [told] = await storedIn(page, 'settings', 'push')
    endpoint = Object(told).endpoint
    return typeof endpoint
  }
  await expect.poll(isThere).toBe('string')
  return String(endpoint)
}

/** An alert that fires comes to the desktop, while no page is open. */
async function isPushedAgain(pushed: Pushed): Promise<void> {
  const { page, exchange, desktop } = pushed
  await expect.poll(() => page.evaluate(pushChannels)).toHaveLength(1)
  await page.evaluate(makeAlert, thresholdAt(exchange))
  await page.goto('about:blank')
  exchange.leap(ahead)
  await expect.poll(() => desktop.shown).toHaveLength(1)
}
