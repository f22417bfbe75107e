import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { badgeSays, moves, openPage, seenBy } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

test('where service workers are refused, prices move all the same', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...phone, serviceWorkers: 'block' })
  const page = await openPage(browser, server.origin)
  await badgeSays(page, /^live/i)
  await moves(page, 20)
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
  expect((await seenBy(page)).holds).toBe(0)
})
