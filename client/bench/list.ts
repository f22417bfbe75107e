import { fileURLToPath } from 'node:url'
import type { CDPSession, Page } from 'playwright-core'
import { spread } from '../state/watchlists/position.ts'
import { openStage, type Stage } from './stage.ts'
import { trace } from './trace.ts'

/*
 * `npx tsx client/bench/list.ts`: a list of 200 instruments, each of which changes 5 times a second, on
 * a phone's screen with the main thread of the page throttled 4 times. It prints, as JSON, how busy that
 * thread is while the list streams, its longest task, and the frames while a finger scrolls.
 */
const rows = 200
const changesEach = 5
const throttling = 4
const streamMs = 10_000

const symbols = Array.from({ length: rows }, (_, index) => `A${index}USDT`)

export async function listBench() {
  const stage = await openStage({ symbols, changesPerSecond: rows * changesEach })
  try {
    const page = await stage.context.newPage()
    await page.goto(stage.origin)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await page.evaluate(putList, { symbols, positions: spread(rows) })
    await page.reload()
    await page.waitForFunction((count) => document.querySelectorAll('a.row').length >= count, rows)
    const session = await stage.context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttling })
    await settle(page)

    const streaming = await whileStreaming(stage, page, session)
    const scrolling = await whileScrolling(stage, page, session)
    return { rows, changesPerSecond: rows * changesEach, throttling, streaming, scrolling }
  } finally {
    await stage.close()
  }
}

async function whileStreaming(stage: Stage, page: Page, session: CDPSession) {
  const busy = await busyDuring(session, () => page.waitForTimeout(streamMs))
  const { longestTaskMs, longTasks } = await trace(stage.browser, page, () =>
    page.waitForTimeout(streamMs),
  )
  const written = await page.evaluate(countChanges, streamMs)
  return { ...busy, longestTaskMs, longTasks, pricesWrittenPerSecond: (written * 1_000) / streamMs }
}

async function whileScrolling(stage: Stage, page: Page, session: CDPSession) {
  let frames = { fps: 0, worstFrameMs: 0 }
  const scroll = async () => {
    const counting = page.evaluate(countFrames)
    for (const yDistance of [-6_000, 6_000, -12_000, 12_000]) {
      await session.send('Input.synthesizeScrollGesture', {
        x: 195,
        y: 450,
        yDistance,
        speed: 3_000,
        gestureSourceType: 'touch',
      })
    }
    await page.evaluate(() => dispatchEvent(new Event('ebb-counted')))
    frames = await counting
  }
  const busy = await busyDuring(session, scroll)
  const measured = frames
  const { longestTaskMs, longTasks, drawnFps } = await trace(stage.browser, page, scroll)
  return { ...busy, ...measured, drawnFps, longestTaskMs, longTasks }
}

/**
 * The share of the time that the main thread had something to do: by the clock, and by the processor's
 * time that it got, which other programs on the machine don't swell.
 */
async function busyDuring(session: CDPSession, work: () => Promise<unknown>) {
  const byClock = await taskShare(session, 'timeTicks', work)
  const byProcessor = await taskShare(session, 'threadTicks', work)
  return { busy: byClock, busyByProcessor: byProcessor }
}

async function taskShare(
  session: CDPSession,
  timeDomain: 'timeTicks' | 'threadTicks',
  work: () => Promise<unknown>,
): Promise<number> {
  await session.send('Performance.enable', { timeDomain })
  const beganAt = performance.now()
  const before = await taskSeconds(session)
  await work()
  const seconds = (await taskSeconds(session)) - before
  const share = (seconds * 1_000) / (performance.now() - beganAt)
  await session.send('Performance.disable')
  return Math.round(share * 1_000) / 1_000
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
}

/** Waits until the opening's own work is done. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.querySelector('.badge-text')?.textContent?.startsWith('Live'),
  )
  await page.waitForTimeout(3_000)
}

/** In the page: how many texts of rows change. */
function countChanges(ms: number): Promise<number> {
  return new Promise((resolve) => {
    let changes = 0
    const observer = new MutationObserver((all) => {
      changes += all.length
    })
    const list = document.querySelector('.rows')
    if (list) observer.observe(list, { subtree: true, characterData: true, childList: true })
    setTimeout(() => {
      observer.disconnect()
      resolve(changes)
    }, ms)
  })
}

/** In the page: its frames until it is told to stop. */
function countFrames(): Promise<{ fps: number; worstFrameMs: number }> {
  return new Promise((resolve) => {
    const times: number[] = []
    let frame = requestAnimationFrame(function next(at) {
      times.push(at)
      frame = requestAnimationFrame(next)
    })
    addEventListener(
      'ebb-counted',
      () => {
        cancelAnimationFrame(frame)
        const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at))
        const total = (times.at(-1) ?? 0) - (times[0] ?? 0)
        resolve({
          fps: Math.round((gaps.length / total) * 10_000) / 10,
          worstFrameMs: Math.round(Math.max(...gaps) * 10) / 10,
        })
      },
      { once: true },
    )
  })
}

/** In the page: puts the list into the device's store as the app would. */
function putList(list: { symbols: string[]; positions: string[] }): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('ebb')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const database = opening.result
      const transaction = database.transaction('records', 'readwrite')
      const put = (kind: string, id: string, value: unknown) =>
        transaction.objectStore('records').put({ kind, id, changedAt: 1, deleted: false, value })
      put('list', 'bench', { name: 'Bench', position: 'A' })
      for (const [index, symbol] of list.symbols.entries()) {
        put('entry', `bench/${symbol}`, { list: 'bench', symbol, position: list.positions[index] })
      }
      localStorage.setItem('ebb.list', 'bench')
      transaction.oncomplete = () => {
        database.close()
        resolve()
      }
      transaction.onerror = () => reject(transaction.error)
    }
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(await listBench(), undefined, 2)}\n`)
}
