import type { BrowserContext, Page } from 'playwright-core'
import { observe, type Seen } from './observe.ts'

/** A page of Ebb that writes down what it shows. */
export async function openPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(observe)
  await page.goto(address)
  return page
}

/**
 * A page that stands still for so long waits for a watchdog, who has 30 s: what goes on by itself takes
 * less, ms.
 */
export const stuckMs = 25_000

export function seenBy(page: Page): Promise<Seen> {
  return page.evaluate(() => window.ebbSeen)
}

/** Waits until the page has shown so many more changes than now. */
export async function moves(page: Page, changes = 5): Promise<void> {
  const { updates } = await seenBy(page)
  await page.waitForFunction((wanted) => window.ebbSeen.updates >= wanted, updates + changes, {
    polling: 50,
  })
}

/** Waits until the service worker is in control of the page, and prices come through it. */
export async function isServed(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await moves(page)
}

/** Waits until the badge says so. */
export async function badgeSays(page: Page, words: RegExp): Promise<void> {
  await page.waitForFunction(
    ([source, flags]) =>
      new RegExp(source ?? '', flags).test(
        document.querySelector('.badge-text')?.textContent ?? '',
      ),
    [words.source, words.flags],
    { polling: 50 },
  )
}

/** What is on the clipboard, as a person finds out: a page may write there, and none may read. */
export async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => {
    const field = document.createElement('textarea')
    field.id = 'pasted'
    document.body.append(field)
    field.focus()
  })
  await page.keyboard.press('Control+v')
  const field = page.locator('#pasted')
  const text = await field.inputValue()
  await field.evaluate((element) => element.remove())
  return text
}
