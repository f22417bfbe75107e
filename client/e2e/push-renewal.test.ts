import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { needs } from './rig/programs.ts'
import { alertSoon, type Pushed, pushChannels, startPushed, turnOn } from './rig/pushed.ts'

const patience = { timeout: 20_000 }

test('what the push service has dropped is renewed at the next start', async (context) => {
  needs(context, 'chromium', 'dbus')
  const pushed = await startPushed()
  const { page, gcm, exchange, server } = pushed
  await turnOn(pushed)
  const before = await page.evaluate(toldEndpoint)
  gcm.dropAll()
  await alertSoon(page, exchange)
  await expect.poll(() => page.evaluate(pushChannels), patience).toEqual([])
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
  await page.locator('.notice', { hasText: 'Notifications are blocked' }).waitFor(patience)
  await expect.poll(() => page.evaluate(pushChannels), patience).toEqual([])
  await allow('granted')
  await page.locator('.notice').waitFor({ state: 'detached', ...patience })
  await isPushedAgain(pushed)
})

test('a server with another key is subscribed to anew', async (context) => {
  needs(context, 'chromium', 'dbus')
  const pushed = await startPushed()
  const { page, server } = pushed
  await turnOn(pushed)
  const before = await page.evaluate(toldEndpoint)
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
  await expect.poll(() => page.evaluate(toldEndpoint), patience).not.toBe(before)
}

/** In the page: the subscription that the server was told of last, as the app keeps it. */
function toldEndpoint(): Promise<string> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('ebb')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const reading = opening.result.transaction('settings').objectStore('settings').get('push')
      reading.onerror = () => reject(reading.error)
      reading.onsuccess = () => resolve(reading.result.endpoint)
      opening.result.close()
    }
  })
}

/** An alert that fires comes to the desktop, while no page is open. */
async function isPushedAgain({ page, exchange, desktop }: Pushed): Promise<void> {
  await expect.poll(() => page.evaluate(pushChannels), patience).toHaveLength(1)
  await alertSoon(page, exchange)
  await page.goto('about:blank')
  await expect.poll(() => desktop.shown, patience).toHaveLength(1)
}
