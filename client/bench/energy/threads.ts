import { readdirSync, readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'

/** Processor time that threads of a browser's pages have had, ms. */
export interface Times {
  main: number
  /** Service worker, or dedicated worker. */
  worker: number
  /** What draws: compositor and raster threads. */
  drawing: number
}

/** Reads them where the kernel counts them, to the ns, so that measuring costs the browser nothing. */
export async function watchThreads(browser: Browser): Promise<() => Times> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  return () => {
    const times: Times = { main: 0, worker: 0, drawing: 0 }
    for (const pid of pids)
      for (const thread of readdirSync(`/proc/${pid}/task`)) {
        const at = `/proc/${pid}/task/${thread}`
        times[kindOf({ name: readFileSync(`${at}/comm`, 'utf8'), isFirst: thread === `${pid}` })] +=
          Number(readFileSync(`${at}/schedstat`, 'utf8').split(' ')[0]) / 1e6
      }
    return times
  }
}

function kindOf({ name, isFirst }: { name: string; isFirst: boolean }): keyof Times {
  if (isFirst) return 'main'
  return /^(Service|Dedicated)Worker/.test(name) ? 'worker' : 'drawing'
}
