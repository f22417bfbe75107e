import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { badgeSays, moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startRelay } from './rig/relay.ts'
import { startServer } from './rig/server.ts'

test('where a proxy refuses WebSocket, server-sent events take over and the reason says so', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const relay = await startRelay(server.port)
  relay.refuseWebSockets = true
  const page = await openPage(await openChromium(phone), relay.origin)
  await badgeSays(page, /^Live · SSE/)
  await moves(page)
  expect(relay.passed.some((path) => path.startsWith('ws:'))).toBe(true)
  await page.locator('.badge').click()
  await page.waitForFunction(() => /refuses WebSocket/.test(document.body.innerText))
})
