import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { defaultSymbols } from '../../../shared/instrument.ts'
import { phone } from '../../e2e/rig/chromium.ts'
import { programs } from '../../e2e/rig/programs.ts'
import { bringNames } from '../names.ts'
import { openStage, type Stage } from '../stage.ts'
import { type Device, disguise, show } from './device.ts'
import { median } from './freshness.ts'
import { openRival, type RivalName } from './rivals.ts'
import { type Times, watchThreads } from './threads.ts'
import { countWakeUps } from './wake-ups.ts'

/*
 * `npx tsx client/bench/energy/processor.ts [short]`: what each plan takes of the processor, a minute,
 * beside bare pages on the same feed; each in a browser of its own.
 */
interface Case {
  name: string
  open(page: Page, stage: Stage): Promise<void>
  /** Ebb's own; a bare page runs scripts that the server's policy doesn't know. */
  device?: Device
  /** The user wants no motion: nothing flashes. */
  still?: boolean
  /** Its waking up is watched for so many rounds, else for one. */
  wakingRounds?: number
}

export interface Taken {
  name: string
  /** ms a minute: medians of the rounds. */
  times: Times
  /** Of main and worker together: the least and the most of the rounds. */
  spread: [least: number, most: number]
  /** Of the page's own code, a minute. */
  wakeUps: number
}

const rounds = 3
const roundMs = 20_000
const shortRoundMs = 6_000
const changesPerSecond = 80
/** All that belongs to opening has happened by then. */
const settleMs = 25_000
const installedMs = 120_000
/** A page behind others polls once a minute: of its waking up there is little to see. */
const hiddenRounds = 9
/** Two cores: more browsers at once would wait for each other. */
const atOnce = 2

const cases: Case[] = [
  ebb('Ebb, live, 100 ms', on(1, 'wifi', { charging: true })),
  ebb('Ebb, live, 250 ms (cellular)', on(0.8, 'cellular')),
  ebb('Ebb, live, 500 ms (Wi-Fi)', on(0.8, 'wifi')),
  ebb('Ebb, battery middling, 1 s', on(0.4, 'wifi')),
  ebb('Ebb, Saver, 5 s (Wi-Fi)', on(0.15, 'wifi')),
  ebb('Ebb, Saver, 15 s (cellular)', { ...on(0.8, 'cellular'), saveData: true }),
  {
    ...ebb('Ebb, hidden', on(0.8, 'wifi'), (page) => show(page, false)),
    wakingRounds: hiddenRounds,
  },
  bare('bare WebSocket, 100 ms', 'WebSocket, as often'),
  bare('bare EventSource, 100 ms', 'EventSource, as often'),
  bare('bare WebSocket, 250 ms', 'WebSocket, pings every 25 s'),
  still(ebb('Ebb, live, 250 ms, nothing flashes', on(0.8, 'cellular'))),
  still(bare('bare WebSocket, 250 ms, nothing flashes', 'WebSocket, pings every 25 s')),
  { name: 'an empty page', open: async (page) => void (await page.goto('about:blank')) },
]

export async function processorBench(options: { short?: boolean } = {}): Promise<Taken[]> {
  const stage = await openStage({ symbols: defaultSymbols, changesPerSecond })
  const taken = new Map<Case, Taken>()
  const left = [...cases]
  const next = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      taken.set(one, await measure(one, stage, options))
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, next))
    return cases.flatMap((one) => taken.get(one) ?? [])
  } finally {
    await stage.close()
  }
}

async function measure(
  one: Case,
  stage: Stage,
  { short = false }: { short?: boolean },
): Promise<Taken> {
  const ms = short ? shortRoundMs : roundMs
  const browser = await chromium.launch({
    executablePath: programs.chromium.path,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const context = await contextFor(browser, one)
    const page = await context.newPage()
    await one.open(page, stage)
    await page.waitForTimeout(settleMs)
    const read = await watchThreads(browser)
    const found: Times[] = []
    for (let round = 0; round < rounds; round++) {
      const before = read()
      await page.waitForTimeout(ms)
      found.push(aMinute(before, read(), ms))
    }
    const sums = found.map(({ main, worker }) => main + worker)
    return {
      name: one.name,
      times: {
        main: median(found.map(({ main }) => main)),
        worker: median(found.map(({ worker }) => worker)),
        drawing: median(found.map(({ drawing }) => drawing)),
      },
      spread: [Math.min(...sums), Math.max(...sums)],
      // Last, because to record costs the page something.
      wakeUps: await countWakeUps(browser, page, ms * (one.wakingRounds ?? 1)),
    }
  } finally {
    await browser.close()
  }
}

async function contextFor(
  browser: Browser,
  { device, name, still: isStill }: Case,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...phone,
    hasTouch: true,
    isMobile: true,
    bypassCSP: name.startsWith('bare'),
    reducedMotion: isStill ? 'reduce' : 'no-preference',
  })
  await bringNames(context)
  if (device) await disguise(context, device)
  return context
}

function aMinute(before: Times, after: Times, ms: number): Times {
  const taken = (thread: keyof Times) => ((after[thread] - before[thread]) * 60_000) / ms
  return { main: taken('main'), worker: taken('worker'), drawing: taken('drawing') }
}

function ebb(name: string, device: Device, then?: (page: Page) => Promise<void>): Case {
  return {
    name,
    device,
    async open(page, { origin }) {
      await page.goto(origin)
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
        timeout: installedMs,
      })
      await page.reload()
      await page.waitForSelector('a.row .row-price')
      await then?.(page)
    },
  }
}

function still(one: Case): Case {
  return { ...one, still: true }
}

function bare(name: string, rival: RivalName): Case {
  return { name, open: (page, { origin }) => openRival(page, origin, rival) }
}

function on(
  level: number,
  network: 'wifi' | 'cellular',
  { charging = false }: { charging?: boolean } = {},
): Device {
  return { battery: { level, charging }, saveData: false, network }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const taken = await processorBench({ short: process.argv.includes('short') })
  process.stdout.write(`${JSON.stringify(taken, undefined, 2)}\n`)
}
