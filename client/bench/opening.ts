import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { defaultSymbols } from '../../shared/instrument.ts'
import { phone } from '../e2e/rig/chromium.ts'
import { programs } from '../e2e/rig/programs.ts'
import { bringNames } from './names.ts'
import { openStage, type Stage } from './stage.ts'

/*
 * `npx tsx client/bench/opening.ts`: how long the app takes to open, on a phone's screen with the main
 * thread throttled 4 times. A first visit comes over a network of 1.6 Mbit/s and 150 ms there and back
 * (Lighthouse's slow 4G); a cold start without a network is a browser that has just been started, whose
 * server is gone.
 */
const rounds = 5
const throttling = 4
const network = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
}
/** On a busy machine all takes long: what is measured is told, and nothing is given up before this. */
const patienceMs = 120_000
/** Nothing shifts or grows any more after this. */
const settledMs = 3_000

declare global {
  interface Window {
    ebbOpening: { lcpMs: number; cls: number; priceMs: number }
  }
}

export interface Opening {
  /** Medians, and the worst of the rounds in brackets. */
  firstLcpMs: string
  firstPriceMs: string
  cls: string
  offlinePriceMs: string
}

export async function openingBench(): Promise<Opening> {
  const stage = await openStage({ symbols: defaultSymbols, changesPerSecond: 80 })
  const visits: Window['ebbOpening'][] = []
  const folders: string[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const folder = mkdtempSync(join(tmpdir(), 'ebb-opening-'))
      folders.push(folder)
      visits.push(await firstVisit(stage, folder))
    }
  } finally {
    await stage.close()
  }
  const offline: number[] = []
  for (const folder of folders) {
    offline.push(await offlineStart(stage.origin, folder))
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  return {
    firstLcpMs: figures(visits.map(({ lcpMs }) => lcpMs)),
    firstPriceMs: figures(visits.map(({ priceMs }) => priceMs)),
    cls: figures(visits.map(({ cls }) => cls)),
    offlinePriceMs: figures(offline),
  }
}

async function firstVisit({ origin }: Stage, folder: string): Promise<Window['ebbOpening']> {
  const context = await open(folder)
  const page = await throttled(context)
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', network)
  await page.goto(origin)
  await page.waitForFunction(() => window.ebbOpening.priceMs > 0)
  await page.waitForTimeout(settledMs)
  const seen = await page.evaluate(() => window.ebbOpening)
  // The next start without a network stands on what the worker has put away by then.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.waitForTimeout(settledMs)
  await context.close()
  return seen
}

async function offlineStart(origin: string, folder: string): Promise<number> {
  const context = await open(folder)
  const page = await throttled(context)
  await page.goto(origin)
  await page.waitForFunction(() => window.ebbOpening.priceMs > 0)
  const { priceMs } = await page.evaluate(() => window.ebbOpening)
  await context.close()
  return priceMs
}

async function open(folder: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: programs.chromium.path,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    ...phone,
    hasTouch: true,
    isMobile: true,
  })
  context.setDefaultTimeout(patienceMs)
  await bringNames(context)
  return context
}

async function throttled(context: BrowserContext): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage())
  await page.addInitScript(watch)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttling })
  return page
}

/** In the page, before its own scripts. Sent as source. */
function watch(): void {
  const seen = { lcpMs: 0, cls: 0, priceMs: 0 }
  window.ebbOpening = seen
  new PerformanceObserver((list) => {
    seen.lcpMs = list.getEntries().at(-1)?.startTime ?? 0
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if ('value' in entry && 'hadRecentInput' in entry && entry.hadRecentInput === false) {
        seen.cls += Number(entry.value)
      }
    }
  }).observe({ type: 'layout-shift', buffered: true })
  const look = () => {
    const price = document.querySelector('a.row .row-price')?.textContent ?? ''
    if (/\d/.test(price)) seen.priceMs = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

function figures(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const round = (value: number | undefined) =>
    (value ?? Number.NaN).toFixed((value ?? 0) < 1 ? 3 : 0)
  return `${round(sorted[Math.floor(sorted.length / 2)])} (${round(sorted.at(-1))})`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(await openingBench(), undefined, 2)}\n`)
}
