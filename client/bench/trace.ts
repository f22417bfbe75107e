import type { Browser, Page } from 'playwright-core'

/** From here on a task of the main thread is felt. */
const longMs = 50

const categories = [
  '__metadata',
  'devtools.timeline',
  'disabled-by-default-display.framedisplayed',
  'disabled-by-default-devtools.timeline',
]

/** As Chromium writes them; times in µs. */
export interface TraceEvent {
  name: string
  ts: number
  pid: number
  tid: number
  dur?: number
  args?: { name?: string; data?: { frames?: { processId?: number }[] } }
}

export interface Traced {
  longestTaskMs: number
  longTasks: number
  /** Frames that reached the screen, a second. */
  drawnFps: number
}

/** What a page did while something happened, by the browser's own trace. */
export async function trace(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<Traced> {
  const { all, own } = await record(browser, page, { categories, work })
  const main = own.find(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  )
  if (main === undefined) throw new Error('The trace has no main thread of the page.')
  const tasks = own
    .filter(({ name, tid }) => name === 'RunTask' && tid === main.tid)
    .map(({ dur = 0 }) => dur / 1_000)
  const drawn = all.filter(({ name }) => name === 'Display::FrameDisplayed').map(({ ts }) => ts)
  const seconds = (Math.max(...drawn) - Math.min(...drawn)) / 1e6
  return {
    longestTaskMs: Math.round(Math.max(0, ...tasks) * 10) / 10,
    longTasks: tasks.filter((ms) => ms > longMs).length,
    drawnFps: drawn.length > 1 ? Math.round((drawn.length / seconds) * 10) / 10 : 0,
  }
}

/** The browser's own record: of all its processes, and of the one that the page is in. */
export async function record(
  browser: Browser,
  page: Page,
  { categories, work }: { categories: string[]; work(): Promise<unknown> },
): Promise<{ all: TraceEvent[]; own: TraceEvent[] }> {
  await browser.startTracing(page, { categories })
  await work()
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(
    (await browser.stopTracing()).toString('utf8'),
  )
  const started = traceEvents.find(({ name }) => name === 'TracingStartedInBrowser')
  const pid = started?.args?.data?.frames?.[0]?.processId
  if (pid === undefined) throw new Error('The trace does not tell which process the page is in.')
  return { all: traceEvents, own: traceEvents.filter((event) => event.pid === pid) }
}
