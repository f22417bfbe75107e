import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { storedIn } from './rig/device.ts'
import { badgeSays, isServed, moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { makeKiller } from './rig/worker.ts'

test('a data budget that is spent moves the plan to Saver and says so; Live goes on, a larger one too', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(phone), server.origin)
  await isServed(page)
  await badgeSays(page, /^Live · WebSocket/)
  await page.goto(`${server.origin}/settings/energy`)
  await page.waitForSelector('.figures')
  await page.selectOption('.select select', '1')
  await badgeSays(page, /^Live · WebSocket/)

  // What the page itself asks for counts as well: a chart of a thousand candles, again and again.
  await page.evaluate(async () => {
    const address = '/api/candles?symbol=BTCUSDT&interval=1m&limit=1000'
    for (let i = 0; i < 70; i++) await (await fetch(address, { cache: 'no-store' })).text()
  })
  await badgeSays(page, /^Live · SSE · 5 s/)
  await page.waitForFunction(() => /budget is spent/.test(document.body.innerText))
  await page.waitForFunction(() => /less often until midnight/.test(document.body.innerText))
  await expect.poll(async () => (await server.status()).clients).toEqual({ sse: 1, websocket: 0 })

  await choose(page, 'live')
  await badgeSays(page, /^Live · WebSocket · 100 ms/)
  await choose(page, 'auto')
  await badgeSays(page, /^Live · SSE · 5 s/)
  await page.selectOption('.select select', '100')
  await badgeSays(page, /^Live · WebSocket/)
})

test('what was used survives the death of the worker and a reload, the last seconds aside', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(phone), server.origin)
  await isServed(page)
  const killer = await makeKiller(page)
  await expect.poll(() => keptBytes(page)).toBeGreaterThan(6_000)
  const before = await keptBytes(page)
  await killer.kill()
  await moves(page)
  await page.reload()
  await moves(page)
  await expect.poll(() => keptBytes(page)).toBeGreaterThan(before)

  await page.goto(`${server.origin}/settings/energy`)
  const shown = async () => {
    const text = await page.locator('.figures dd').first().innerText()
    return Number.parseFloat(text) * (text.includes('MB') ? 1_000_000 : 1_000)
  }
  await expect.poll(shown).toBeGreaterThan(before * 0.9)
})

async function choose(page: Page, mode: string): Promise<void> {
  await page.locator('.badge').click()
  await page.locator(`.sheet input[value="${mode}"]`).check({ force: true })
  await page.keyboard.press('Escape')
}

/** All bytes that the device has written down for today. */
async function keptBytes(page: Page): Promise<number> {
  const uses = (await storedIn(page, 'usage')).flatMap((day) => Object.values(day.uses))
  return uses.reduce((sum, use) => sum + use.bytesDown + use.bytesUp, 0)
}
