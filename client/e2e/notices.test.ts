import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Notice } from '../../shared/notice.ts'
import { openChromium, phone } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { observe } from './rig/observe.ts'
import { isServed } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { makeKiller } from './rig/worker.ts'

declare global {
  interface Window {
    ebbNotices: Notice[]
  }
}

const alerts = 120
const kills = 12
/** Between two thresholds. */
const step = 1.5

test('a server that is killed between a firing and the telling of it: each comes to the page, once, in order', async (context) => {
  needs(context, 'chromium')
  const exchange = await startExchange({ changesPerSecond: 1_000, symbols: ['BTCUSDT'] })
  const server = await startServer(exchange.environment)
  const page = await (await openChromium(phone)).newPage()
  await page.addInitScript(observe)
  await page.addInitScript(noteNotices)
  await page.goto(server.origin)
  await isServed(page)
  await beginSession(page)
  await expect.poll(() => standings(page)).toBeGreaterThan(0)

  const price = () => exchange.prices().get('BTCUSDT') ?? 0
  // However long it takes to make them: no price passes a threshold before it is there.
  exchange.halt()
  const from = price() + step
  const made = await page.evaluate(makeAlerts, { from, count: alerts, step })
  expect(made).toEqual(new Array(alerts).fill(201))
  exchange.open()
  const killer = await makeKiller(page)
  for (let kill = 0; kill < kills; kill++) {
    // Somewhere in that part of the thresholds.
    const at = from + ((kill + Math.random()) * alerts * step) / kills
    await expect.poll(price, { interval: 5 }).toBeGreaterThan(at)
    if (kill % 3 === 2) await killer.kill()
    await server.kill()
    await server.start()
  }

  const count = async () => new Set((await told(page)).map(({ id }) => id)).size
  await expect.poll(count, { timeout: 90_000, interval: 250 }).toBe(alerts)
  const sequences = (await told(page)).map(({ sequence }) => sequence)
  expect([...new Set(sequences)]).toEqual(Array.from({ length: alerts }, (_, n) => n + 1))
  // A worker that dies after it has told and before it has remembered goes back: the ids say so.
  const returns = sequences.filter((sequence, at) => sequence <= (sequences[at - 1] ?? 0))
  expect(returns.length).toBeLessThanOrEqual(kills / 3)
})

const standings = (page: Page) =>
  page.evaluate(() => window.ebbNotices.filter(({ type }) => type === 'standing').length)

const told = (page: Page) =>
  page.evaluate(() =>
    window.ebbNotices.flatMap((each) => (each.type === 'notification' ? [each.notification] : [])),
  )

/** As the app does once it has something to keep. */
const beginSession = (page: Page) =>
  page.evaluate(async () => {
    await fetch('/api/session', { method: 'POST' })
    navigator.serviceWorker.controller?.postMessage({ type: 'session' })
  })

/** Writes down the notices that the engine tells this page. Self-contained: it is sent as source. */
function noteNotices(): void {
  const notices: Notice[] = []
  window.ebbNotices = notices
  const ask = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    const answer = await ask(input, init)
    if (input !== '/__live' || answer.body === null) return answer
    const [own, other] = answer.body.tee()
    void note(other)
    return new Response(own, { status: answer.status, headers: answer.headers })
  }

  async function note(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.pipeThrough(new TextDecoderStream() as never).getReader()
    let rest = ''
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
      if (done || value === undefined) return
      const lines = (rest + String(value)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line.startsWith('{"type":"notice"')) notices.push(JSON.parse(line).notice)
      }
    }
  }
}

/** Thresholds that the price will pass one after the other. Self-contained: it is sent as source. */
async function makeAlerts({
  from,
  count,
  step,
}: {
  from: number
  count: number
  step: number
}): Promise<number[]> {
  const statuses: number[] = []
  for (let n = 0; n < count; n++) {
    const condition = { type: 'above', price: (from + n * step).toFixed(2) }
    const answer = await fetch('/api/alerts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rule: { symbol: 'BTCUSDT', condition } }),
    })
    statuses.push(answer.status)
    // The server takes so many a second of one address.
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return statuses
}
