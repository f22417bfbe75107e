import type { Page } from 'playwright-core'

/** Waits until the chart shows candles. */
export async function openChart(page: Page): Promise<Page> {
  await page.waitForSelector('.uplot canvas')
  await page.waitForSelector('.legend-candle time')
  return page
}

/** How many candles the chart has, as it tells a screen reader. */
export function candlesIn(page: Page): Promise<number> {
  return page.evaluate(() => {
    const host = document.querySelector<HTMLElement>('.chart-host')
    // It is told anew when the chart gets the focus.
    if (document.activeElement === host) host?.blur()
    host?.focus()
    return Number(host?.ariaValueMax) + 1
  })
}

/** The chosen one of a set of switches that is seen; `undefined` where none is. */
export function chosen(page: Page, legend: string): Promise<string | undefined> {
  return page.evaluate((name) => {
    const sets = [...document.querySelectorAll('fieldset')].filter((set) => set.checkVisibility())
    const set = sets.find((each) => each.querySelector('legend')?.textContent === name)
    return set?.querySelector<HTMLInputElement>('input:checked')?.value
  }, legend)
}

/** Opens what can be set of the chart. */
export async function openSheet(page: Page): Promise<void> {
  await page.locator('.chart-more').click()
  await page.waitForSelector('.sheet:popover-open .chart-sheet [data-part="scale"]')
}

/** Chooses an interval, by how it is spoken. */
export async function showInterval(page: Page, spoken: string): Promise<void> {
  await openSheet(page)
  await page.locator('.chart-sheet').getByRole('radio', { name: spoken, exact: true }).check()
  await page.keyboard.press('Escape')
}

export function legendTime(page: Page): Promise<string> {
  return page.locator('.chart-legend time').innerText()
}

/** The interval as the bar of a phone names it. */
export function intervalShown(page: Page): Promise<string> {
  return page.locator('.chart-more > span').first().innerText()
}

/** Waits until what was asked for is painted. */
export function painted(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve))
  })
}
