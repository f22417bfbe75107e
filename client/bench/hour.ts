import { fileURLToPath } from 'node:url'
import { type CDPSession, chromium } from 'playwright-core'
import { programs } from '../e2e/rig/programs.ts'
import { bundle } from './bundle.ts'
import type { HourBench } from './hour-page.tsx'

/*
 * `npx tsx client/bench/hour.ts`: what an hour of streaming leaves behind in the page's heap. The whole
 * app, list and chart of seconds side by side, gets the messages of an hour in a minute or two.
 */
const early = 5 * 60
const late = 60 * 60

declare global {
  interface Window {
    hour: HourBench
  }
}

export interface Hour {
  afterFiveMinutesMb: number
  afterAnHourMb: number
  growth: string
}

export async function hourBench(): Promise<Hour> {
  const { js, css } = await bundle('hour-page.tsx')
  const browser = await chromium.launch({
    executablePath: programs.chromium.path,
    args: ['--no-sandbox', '--disable-gpu', '--js-flags=--expose-gc'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    // An origin of its own, where there is nothing else.
    await page.route('**/*', (route) => {
      const isPage = route.request().isNavigationRequest()
      const html = `<!doctype html><style>${css}</style><div id="app"></div>`
      return isPage ? route.fulfill({ contentType: 'text/html', body: html }) : route.abort()
    })
    await page.goto('http://localhost/')
    await page.addScriptTag({ content: js })
    const session = await page.context().newCDPSession(page)
    await page.evaluate(() => window.hour.open())
    await page.evaluate((seconds) => window.hour.stream(seconds), early)
    const first = await heapMb(session)
    await page.evaluate((seconds) => window.hour.stream(seconds), late - early)
    const last = await heapMb(session)
    return {
      afterFiveMinutesMb: first,
      afterAnHourMb: last,
      growth: `${(100 * (last / first - 1)).toFixed(1)} %`,
    }
  } finally {
    await browser.close()
  }
}

/** What is left when all that can go has gone. */
async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return Math.round(usedSize / 1e4) / 100
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(await hourBench(), undefined, 2)}\n`)
}
