import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** The lines of the list from top to bottom: symbols, and names of groups in brackets. */
export function linesOf(page: Page): Promise<string[]> {
  return page.locator('.rows > li').evaluateAll((items) =>
    items.map((item) => {
      const link = item.querySelector<HTMLAnchorElement>('a.row')
      const group = item.querySelector('.row-group-name')
      return link ? (link.pathname.split('/').at(-1) ?? '') : `[${group?.textContent}]`
    }),
  )
}

export function rowOf(page: Page, symbol: string): Locator {
  return page.locator('.row-item', { has: page.locator(`a.row[href="/i/${symbol}"]`) })
}

/** Waits until the list begins so. */
export async function listBegins(page: Page, ...lines: string[]): Promise<void> {
  await expect.poll(async () => (await linesOf(page)).slice(0, lines.length)).toEqual(lines)
}

/** Waits until nothing is held and no row slides any more. */
export async function isStill(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.is-lifted, .is-swiped') === null &&
      [...document.querySelectorAll('.rows > li')].every((item) =>
        item.getAnimations().every(({ playState }) => playState !== 'running'),
      ),
  )
}

/** Chooses from the menu of the list. */
export async function choose(page: Page, menu: string | RegExp, entry: string | RegExp) {
  await page.getByRole('button', { name: menu }).click()
  await page.locator('.menu:popover-open').getByText(entry).click()
}

/** Answers the question for a name. */
export async function name(page: Page, text: string): Promise<void> {
  await page.locator('dialog[open] input').fill(text)
  await page.keyboard.press('Enter')
  await page.waitForSelector('dialog[open]', { state: 'detached' })
}

export const more = 'More for this list'
