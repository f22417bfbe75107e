import { fileURLToPath } from 'node:url'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { bundle } from './bundle.ts'
import type { ChartBench, Shape } from './chart-page.ts'

/** `npx tsx client/bench/chart.ts`: what the chart costs in Chromium, on a phone's screen. */
const phone = { width: 390, height: 560, deviceScaleFactor: 2 }
const throttle = 4
const rounds = 5
const updates = 400
/** A gesture's fingers move once in a frame of 60 Hz, for so many frames. */
const frameMs = 1_000 / 60
const gestureFrames = 120

const plain: Shape = { kind: 'candles', candles: 10_000, indicators: false, scale: 'linear' }
const full: Shape = { ...plain, indicators: true }

declare global {
  interface Window {
    bench: ChartBench
  }
}

export async function chartBench(): Promise<string> {
  const code = await bundle('chart-page.ts')
  const browser = await chromium.launch({
    executablePath: process.env.EBB_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const { deviceScaleFactor, ...viewport } = phone
  const context = await browser.newContext({ viewport, deviceScaleFactor, hasTouch: true })

  async function withPage<T>(slower: number, use: (page: Page, cdp: CDPSession) => Promise<T>) {
    const page = await context.newPage()
    await page.setContent(
      `<style>${code.css}</style><style>${pageCss}</style><p>The page’s own text, <b>as it is there before a chart</b></p><div id="host"></div>`,
    )
    await page.addScriptTag({ content: code.js })
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower })
    const result = await use(page, cdp)
    await page.close()
    return result
  }

  /** In new pages, and again in the same. */
  async function firstPaint(shape: Shape) {
    const times = { making: [0], painting: [0], again: [0] }
    for (const list of Object.values(times)) list.length = 0
    for (let round = 0; round < rounds; round++) {
      await withPage(throttle, async (page, cdp) => {
        await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
        await page.evaluate((shape) => window.bench.prepare(shape), shape)
        times.making.push(await scripting(page, cdp, 'open'))
        times.painting.push(await scripting(page, cdp, 'fill'))
        await page.evaluate(() => window.bench.close())
        const again = await scripting(page, cdp, 'open')
        times.again.push(again + (await scripting(page, cdp, 'fill')))
      })
    }
    const { making, painting, again } = times
    return `candles ${figures(painting)}, after the empty chart ${figures(making)}; both again ${figures(again)}`
  }

  const liveUpdate = (shape: Shape, all: boolean) =>
    withPage(1, async (page) => {
      const times = await page.evaluate(
        async ({ shape, all, updates }) => {
          await window.bench.prepare(shape)
          window.bench.open()
          window.bench.fill()
          if (all) window.bench.showAll()
          window.bench.update(updates / 4)
          return window.bench.update(updates)
        },
        { shape, all, updates },
      )
      return figures(times)
    })

  const gesture = (shape: Shape, fingersAt: FingersAt, all: boolean) =>
    withPage(throttle, async (page, cdp) => {
      await page.evaluate(
        async ({ shape, all }) => {
          await window.bench.prepare(shape)
          window.bench.open()
          window.bench.fill()
          if (all) window.bench.showAll()
        },
        { shape, all },
      )
      // The first ones find the code not yet compiled.
      await perform(cdp, fingersAt, 40)
      await page.evaluate(() => window.bench.startFrames())
      await perform(cdp, fingersAt, gestureFrames)
      const frames = await page.evaluate(() => window.bench.stopFrames())
      const perSecond = (1_000 * frames.length) / frames.reduce((sum, ms) => sum + ms, 0)
      const missed = frames.filter((ms) => ms > 1.5 * frameMs).length
      return `${perSecond.toFixed(1)} frames/s, ${missed} of ${frames.length} late, longest ${Math.max(...frames).toFixed(1)} ms`
    })

  try {
    return `| 10,000 candles | |
|---|---|
| first paint, scripting at ${throttle}× | ${await firstPaint(plain)} |
| the same with two overlays and two panels | ${await firstPaint(full)} |
| live update at 1×, newest in sight | ${await liveUpdate(plain, false)} |
| the same with two overlays and two panels | ${await liveUpdate(full, false)} |
| live update at 1×, all in sight | ${await liveUpdate(plain, true)} |
| pan at ${throttle}×, two overlays and two panels | ${await gesture(full, panning, false)} |
| pinch at ${throttle}×, two overlays and two panels | ${await gesture(full, pinching, false)} |
| pinch at ${throttle}×, from all in sight | ${await gesture(plain, pinching, true)} |
`
  } finally {
    await browser.close()
  }
}

const pageCss =
  'body { margin: 0; font: 11px system-ui } b { font-weight: 600 } p { margin: 0 } #host { block-size: 520px }'

interface Point {
  x: number
  y: number
}
type FingersAt = (share: number) => Point[]

/** To and fro, so that it doesn't come to an end. */
const panning: FingersAt = (share) => [{ x: 60 + 240 * toAndFro(share), y: 200 }]
const pinching: FingersAt = (share) => {
  const spread = 30 + 110 * toAndFro(share)
  return [
    { x: 170 - spread, y: 180 },
    { x: 170 + spread, y: 220 },
  ]
}

const toAndFro = (share: number) => 0.5 - 0.5 * Math.cos(share * 6 * Math.PI)

async function perform(cdp: CDPSession, fingersAt: FingersAt, frames: number): Promise<void> {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
  const started = performance.now()
  await send('touchStart', fingersAt(0))
  for (let frame = 1; frame <= frames; frame++) {
    const wait = started + frame * frameMs - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    // Not awaited: a browser that is late must not slow the fingers down.
    void send('touchMove', fingersAt(frame / gestureFrames))
  }
  await send('touchEnd', [])
}

/** Scripting of one call by the main thread's own clock, which other processes can't stretch; ms. */
async function scripting(page: Page, cdp: CDPSession, call: 'open' | 'fill'): Promise<number> {
  const before = await scriptMs(cdp)
  // In a task of its own: what the driver itself calls isn't counted.
  await page.evaluate(
    (call) =>
      new Promise<void>((resolve) => {
        setTimeout(() => {
          window.bench[call]()
          resolve()
        })
      }),
    call,
  )
  return (await scriptMs(cdp)) - before
}

async function scriptMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return 1_000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN)
}

function figures(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  return `median ${at(0.5).toFixed(2)} ms, p95 ${at(0.95).toFixed(2)} ms`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(await chartBench())
