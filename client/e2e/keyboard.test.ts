import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { badgeSays, moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

test('everything can be reached and used by keyboard alone', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(phone), server.origin)
  await moves(page)

  await tabTo(page, 'a.row')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/i\/BNBUSDT$/)
  await page.waitForSelector('.uplot canvas')
  await tabTo(page, '.back')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/$/)

  await tabTo(page, '.badge')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.sheet:popover-open')
  await tabTo(page, '.sheet input[type=radio]')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await badgeSays(page, /paused/i)
  await page.keyboard.press('ArrowRight')
  await badgeSays(page, /^live/i)
  await page.keyboard.press('Escape')
  await page.waitForSelector('.sheet:popover-open', { state: 'hidden' })
  await expect.poll(() => focusIs(page, '.badge')).toBe(true)
})

/** Presses Tab until the focus is there; what can't be reached so fails. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let press = 0; press < 30; press++) {
    if (await focusIs(page, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Thirty presses of Tab never come to ${selector}.`)
}

function focusIs(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)
}
