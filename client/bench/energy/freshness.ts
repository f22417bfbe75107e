import type { Page } from 'playwright-core'
import type { Stage } from '../stage.ts'

const lookMs = 20
const sampleMs = 200

/** Knows when each price was made: the exchange's only rise, and no two are alike. */
export interface Births {
  /** How old each price is that a page shows, ms, looked at now and again for so long. */
  agesOn(page: Page, forMs: number): Promise<number[]>
  stop(): void
}

export function watchBirths({ prices }: Pick<Stage, 'prices'>): Births {
  const born = new Map<number, number>()
  const timer = setInterval(() => {
    const now = Date.now()
    for (const price of prices().values()) if (!born.has(price)) born.set(price, now)
  }, lookMs)
  return {
    async agesOn(page, forMs) {
      const seen = await page.evaluate(readPrices, { forMs, sampleMs })
      return seen.flatMap(([at, price]) => {
        const bornAt = born.get(price)
        return bornAt === undefined ? [] : [Math.max(0, at - bornAt)]
      })
    },
    stop: () => clearInterval(timer),
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** In the page: what stands on the screen, and when. */
function readPrices(options: { forMs: number; sampleMs: number }): Promise<[number, number][]> {
  return new Promise((resolve) => {
    const seen: [number, number][] = []
    const timer = setInterval(() => {
      const now = Date.now()
      for (const row of document.querySelectorAll('a.row .row-price')) {
        if (row.getBoundingClientRect().top > innerHeight) break
        seen.push([now, Number(row.textContent?.replaceAll(/[^\d.]/g, ''))])
      }
    }, options.sampleMs)
    setTimeout(() => {
      clearInterval(timer)
      resolve(seen)
    }, options.forMs)
  })
}
