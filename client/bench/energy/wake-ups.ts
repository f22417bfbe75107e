import type { Browser, Page } from 'playwright-core'
import { record, type TraceEvent } from '../trace.ts'

const restMs = 1_000
/** What a page's or a worker's own code does; what the browser does by itself, an empty page has too. */
const own = ['FunctionCall', 'RunMicrotasks', 'TimerFire', 'FireAnimationFrame']

/** How often a minute a page and its worker begin to work after a second in which neither did. */
export async function countWakeUps(browser: Browser, page: Page, ms: number): Promise<number> {
  const { own: events } = await record(browser, page, {
    categories: ['__metadata', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
    work: () => page.waitForTimeout(ms),
  })
  return (wakeUpsOf(events) * 60_000) / ms
}

export function wakeUpsOf(events: readonly TraceEvent[]): number {
  const work = events.filter(({ name }) => own.includes(name)).sort((a, b) => a.ts - b.ts)
  let count = 0
  let restsFrom = Number.NEGATIVE_INFINITY
  for (const { ts, dur = 0 } of work) {
    if (ts - restsFrom >= restMs * 1_000) count += 1
    restsFrom = Math.max(restsFrom, ts + dur)
  }
  return count
}
