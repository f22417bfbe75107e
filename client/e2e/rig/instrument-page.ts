import type { Page } from 'playwright-core'
import type { TradesResponse } from '../../../shared/api.ts'
import type { TestServer } from './server.ts'

export async function tradesOf(server: TestServer, symbol: string): Promise<TradesResponse> {
  return (await (
    await fetch(`${server.origin}/api/trades?symbol=${symbol}`)
  ).json()) as TradesResponse
}

/** From top to bottom: side, price and size. */
export function linesOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.trade')]
      .map((row) => {
        const [price, size] = [...row.querySelectorAll('td')].map((cell) =>
          cell.textContent?.trim(),
        )
        return {
          text: `${price} ${size}`,
          place: Number(getComputedStyle(row).getPropertyValue('--place')),
        }
      })
      .sort((a, b) => a.place - b.place)
      .map(({ text }) => text),
  )
}

export function factsOf(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('.instrument-details .instrument-facts > div')].map((fact) => [
        fact.querySelector('dt')?.textContent ?? '',
        (fact.querySelector('dd')?.textContent ?? '').replaceAll('\u00a0', ' '),
      ]),
    ),
  )
}

/** Elements that moved by themselves from now on. */
export async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const shifts: string[] = []
    Object.assign(window, { ebbShifts: shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry))
    }).observe({ type: 'layout-shift' })
  })
  return () => page.evaluate(() => Reflect.get(window, 'ebbShifts') as string[])
}

/** Waits until the price of the page has changed so many times. */
export async function priceMoves(page: Page, changes: number): Promise<void> {
  const price = page.locator('.instrument-price .row-price')
  for (let change = 0; change < changes; change++) {
    await page.waitForFunction(
      (before) => document.querySelector('.instrument-price .row-price')?.textContent !== before,
      await price.textContent(),
    )
  }
}

/** A price of two decimals as English writes it. */
export function grouped(value: number | null | undefined): string {
  return (value ?? Number.NaN).toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })
}

export const figure = (text: string) => Number(text.replaceAll(',', ''))
