import type { Browser, Page } from 'playwright-core'
import { phone } from '../../e2e/rig/chromium.ts'
import { bringNames } from '../names.ts'
import type { Stage } from '../stage.ts'
import { type Device, disguise, type Feeding, feedingOf, show } from './device.ts'
import { type Births, median } from './freshness.ts'
import { openRival, type RivalName } from './rivals.ts'
import { openTap, type Tap } from './tap.ts'
import { cut, type Trace } from './trace.ts'

/** How long each part is recorded, ms. */
export interface Spans {
  /** After opening or coming back: all that belongs to it has passed by then. */
  arrivalMs: number
  steadyMs: number
}

/** Ebb on one device, in the order in which it was recorded. */
export interface Visit {
  /** What it was fed by when it was recorded. */
  fedBy: Feeding
  /** Opened anew by an installed app, in front. */
  opening: Trace
  /** In front, opened long ago. */
  steady: Trace
  /** From going behind until nothing of it passes any more. */
  leaving: Trace
  /** Behind, over a minute: one poll. */
  hidden: Trace
  /** Come back to the front. */
  returning: Trace
  /** Of a price on the screen while it was steady, ms. */
  medianAgeMs: number
}

/** Its connections and their ends have passed by then. */
const leavingMs = 10_000
const hiddenMs = 60_000
const installedMs = 120_000
/** Nothing of the first visit and of its worker's installing passes any more. */
const quietMs = 5_000

export async function recordVisit(
  { stage, browser, births }: { stage: Stage; browser: Browser; births: Births },
  device: Device,
  { arrivalMs, steadyMs }: Spans,
): Promise<Visit> {
  const tap = await openTap(stage.port)
  const context = await browser.newContext({ ...phone, hasTouch: true, isMobile: true })
  try {
    await bringNames(context)
    await disguise(context, device)
    const first = await context.newPage()
    await first.goto(tap.origin)
    await first.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
      timeout: installedMs,
    })
    await first.waitForTimeout(quietMs)
    await first.close()
    const page = await context.newPage()
    await quiet(tap)

    const opened = Date.now()
    await page.goto(tap.origin)
    await until(page, opened + arrivalMs)
    const steady = Date.now()
    const ages = await births.agesOn(page, steadyMs)
    const left = Date.now()
    await show(page, false)
    await until(page, left + leavingMs)
    const hidden = Date.now()
    await until(page, hidden + hiddenMs)
    const returned = Date.now()
    await show(page, true)
    await until(page, returned + arrivalMs)
    return {
      fedBy: feedingOf(device),
      opening: cut(tap.packets, opened, steady),
      steady: cut(tap.packets, steady, left),
      leaving: cut(tap.packets, left, hidden),
      hidden: cut(tap.packets, hidden, returned),
      returning: cut(tap.packets, returned, Date.now()),
      medianAgeMs: median(ages),
    }
  } finally {
    await context.close()
    tap.close()
  }
}

/** One of the others: what passes once it is open, and how old its prices are. */
export async function recordRival(
  { stage, browser, births }: { stage: Stage; browser: Browser; births: Births },
  name: RivalName,
  { arrivalMs, steadyMs }: Spans,
): Promise<{ steady: Trace; medianAgeMs: number }> {
  const tap = await openTap(stage.port)
  const context = await browser.newContext({
    ...phone,
    hasTouch: true,
    isMobile: true,
    bypassCSP: true,
  })
  try {
    await bringNames(context)
    const page = await context.newPage()
    await openRival(page, tap.origin, name)
    await page.waitForTimeout(arrivalMs)
    const steady = Date.now()
    const ages = await births.agesOn(page, steadyMs)
    return { steady: cut(tap.packets, steady, Date.now()), medianAgeMs: median(ages) }
  } finally {
    await context.close()
    tap.close()
  }
}

function until(page: Page, at: number): Promise<void> {
  return page.waitForTimeout(Math.max(0, at - Date.now()))
}

/** Resolves once nothing has passed for a while. */
async function quiet(tap: Tap): Promise<void> {
  while (Date.now() - (tap.packets.at(-1)?.time ?? 0) < quietMs) {
    await new Promise((resolve) => setTimeout(resolve, quietMs / 10))
  }
}
