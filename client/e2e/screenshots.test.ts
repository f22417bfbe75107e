import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { badgeSays, isServed, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

/** Those that the README and the manifest show. */
const folder = fileURLToPath(new URL('../public/screenshots', import.meta.url))

test('has its pictures taken', async (context) => {
  const wanted = process.env.EBB_SCREENSHOTS === '1'
  context.skip(!wanted, 'EBB_SCREENSHOTS=1 renews the pictures')
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated', EBB_SIMULATED_SEED: '7' })
  mkdirSync(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    // Half of a movement is no picture.
    const still = { colorScheme, reducedMotion: 'reduce' } as const
    async function shoot(page: Page, name: string): Promise<void> {
      // As it looks to whoever only looks.
      await page.mouse.move(0, 0)
      await page.evaluate(() => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      })
      const dark = colorScheme === 'dark' ? '-dark' : ''
      await page.screenshot({ path: join(folder, `${name}${dark}.png`) })
    }

    const onPhone = await openPage(await openChromium({ ...phone, ...still }), server.origin)
    await isDrawn(onPhone)
    await shoot(onPhone, 'phone-list')
    await onPhone.locator('.badge').click()
    await onPhone.waitForSelector('.sheet:popover-open')
    await shoot(onPhone, 'phone-status')
    await onPhone.keyboard.press('Escape')
    await onPhone.locator('a.row[href$="BTCUSDT"]').click()
    await showMinutes(onPhone)
    await shoot(onPhone, 'phone-chart')

    const onDesk = await openPage(await openChromium({ ...desktop, ...still }), server.origin)
    await isDrawn(onDesk)
    await showMinutes(onDesk)
    await shoot(onDesk, 'desktop')
  }
})

/** Waits until prices come by the service worker, their latency is known and every row has its line. */
async function isDrawn(page: Page): Promise<void> {
  await isServed(page)
  await badgeSays(page, /^Live · WebSocket · 100 ms · \d+ ms/)
  await page.waitForFunction(
    () => {
      const lines = [...document.querySelectorAll('.row .spark path')]
      return lines.length >= 16 && lines.every((line) => (line.getAttribute('d') ?? '').length > 90)
    },
    undefined,
    { polling: 100 },
  )
}

/** The chart of minutes, once it follows the price. */
async function showMinutes(page: Page): Promise<void> {
  await page.waitForSelector('.uplot canvas')
  const minutes = page.getByRole('radio', { name: '1 minute' })
  if (!(await minutes.isVisible())) await page.locator('.chart-more').click()
  await minutes.first().check()
  await page.keyboard.press('Escape')
  const close = page.locator('.instrument-price .row-price')
  const first = await close.textContent()
  await expect.poll(() => close.textContent()).not.toBe(first)
  await expect.poll(() => page.locator('.chart-pane').innerText()).not.toMatch(/loading/i)
}
