import { expect, it, vi } from 'vitest'
import type { Send } from '../engine/audience.ts'
import type { Engine } from '../engine/engine.ts'
import type { LiveMessage, PageReport } from '../engine/live.ts'
import type { Traffic } from '../engine/traffic.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createLiveHost } from './live.ts'

const report: PageReport = {
  page: 'a',
  conditions: {
    visible: true,
    online: true,
    battery: undefined,
    network: 'unknown',
    saveData: false,
    mobile: false,
    mode: 'auto',
    budgetBytes: undefined,
    forced: undefined,
  },
  symbols: ['BTCUSDT'],
  inspects: false,
}
const ask = (page = 'a') =>
  new Request('http://localhost/__live', {
    method: 'POST',
    body: JSON.stringify({ ...report, page }),
  })

/** An engine that only notes who holds on to it. */
function setUp() {
  const held = new Map<string, Send>()
  const reports: PageReport[] = []
  const asked: Traffic[] = []
  let drops = 0
  let renewals = 0
  let starts = 0
  let stops = 0
  let forgotten = 0
  const host = createLiveHost(async (): Promise<Engine> => {
    starts++
    return {
      attach({ page }, send) {
        held.set(page, send)
        send({ type: 'hello', worker: 'w', version: '1', host: 'service' })
        return () => held.delete(page)
      },
      report: (report) => reports.push(report),
      asked: (traffic) => asked.push(traffic),
      renew: () => renewals++,
      drop: () => drops++,
      async stop(forgets) {
        if (forgets) forgotten++
        else stops++
      },
    }
  })
  return {
    host,
    held,
    reports,
    asked,
    drops: () => drops,
    renewals: () => renewals,
    counts: () => ({ starts, stops, forgets: forgotten }),
  }
}

function reader(response: Response) {
  const stream = response.body?.getReader()
  const decoder = new TextDecoder()
  return {
    async next(): Promise<LiveMessage[] | 'done'> {
      const chunk = await stream?.read()
      if (chunk === undefined || chunk.done) return 'done'
      const lines = decoder.decode(chunk.value).trim().split('\n')
      return lines.map((line) => JSON.parse(line))
    },
    cancel: () => stream?.cancel(),
  }
}

const prices = (sequence: number): LiveMessage => ({
  type: 'prices',
  prices: [{ ...row, sequence }],
  replace: false,
  cached: false,
})
const row = {
  symbol: 'BTCUSDT',
  venue: 'BINANCE',
  quote: 'USDT',
  decimals: 2,
  price: 1,
  change24h: undefined,
  bid: undefined,
  ask: undefined,
  time: 0,
  knownAt: 0,
  stale: false,
  epoch: 'a',
}

it('answers each page with a stream of lines, from one engine', async () => {
  const { host, held, counts } = setUp()
  const [a, b] = await Promise.all([host.answer(ask('a')), host.answer(ask('b'))])
  expect(a.headers.get('content-type')).toBe('application/x-ndjson')
  held.get('a')?.(prices(1))
  const lines = reader(a)
  expect(await lines.next()).toMatchObject([{ type: 'hello', worker: 'w', version: '1' }])
  expect(await lines.next()).toMatchObject([{ type: 'prices' }])
  expect(await reader(b).next()).toMatchObject([{ type: 'hello' }])
  expect(counts().starts).toBe(1)
})

it('lets go of a page that lets go of its stream', async () => {
  const { host, held } = setUp()
  const lines = reader(await host.answer(ask()))
  expect(held.size).toBe(1)
  await lines.cancel()
  expect(held.size).toBe(0)
})

it('conflates for a page that does not read, and brings it up to date when it does', async () => {
  const { host, held } = setUp()
  const lines = reader(await host.answer(ask()))
  for (let i = 1; i <= 1_000; i++) held.get('a')?.(prices(i))
  let chunks = 0
  let newest: LiveMessage | undefined
  while (JSON.stringify(newest) !== JSON.stringify(prices(1_000))) {
    const messages = await lines.next()
    if (messages === 'done') break
    newest = messages.at(-1)
    chunks++
  }
  expect(chunks).toBeLessThan(20)
})

it('passes on what a page reports, and ends the stream of one that leaves', async () => {
  const { host, held, reports } = setUp()
  await host.answer(ask())
  host.take({ type: 'report', report })
  host.take({ type: 'ping' })
  await waitFor(() => expect(reports).toEqual([report]))
  host.take({ type: 'leave', page: 'a' })
  expect(held.size).toBe(0)
})

it('counts what pages ask for, and lets a diagnosis drop the connection', async () => {
  const { host, asked, drops } = setUp()
  await host.answer(ask())
  const traffic = { bytesDown: 300, bytesUp: 400 }
  host.take({ type: 'asked', traffic, requests: 1 })
  host.take({ type: 'drop' })
  await waitFor(() => expect([asked, drops()]).toEqual([[traffic], 1]))
})

it('connects anew with the session that a page has begun', async () => {
  const { host, renewals } = setUp()
  await host.answer(ask())
  host.take({ type: 'session' })
  await waitFor(() => expect(renewals()).toBe(1))
})

it('ends every stream as a death would when it is told to, and is born again with the next page', async () => {
  const { host, held, counts } = setUp()
  const streams = [await host.answer(ask('a')), await host.answer(ask('b'))]
  host.take({ type: 'die' })
  for (const stream of streams) await expect(stream.text()).rejects.toThrow('diagnosis')
  expect(held.size).toBe(0)
  await host.answer(ask())
  await waitFor(() => expect(counts()).toMatchObject({ starts: 2, stops: 1 }))
})

it('ends every stream and writes nothing more where all is thrown away', async () => {
  const { host, held, counts } = setUp()
  const lines = reader(await host.answer(ask()))
  host.take({ type: 'forget' })
  await lines.next()
  expect(await lines.next()).toEqual([{ type: 'drain' }])
  expect(held.size).toBe(0)
  await waitFor(() => expect(counts()).toMatchObject({ stops: 0, forgets: 1 }))
})

it('drains: ends every stream, stops the engine, and takes nobody in for a while', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const { host, held, counts } = setUp()
  const lines = reader(await host.answer(ask()))
  host.drain()
  expect(await lines.next()).toMatchObject([{ type: 'hello' }])
  expect(await lines.next()).toEqual([{ type: 'drain' }])
  expect(await lines.next()).toBe('done')
  expect(held.size).toBe(0)
  await waitFor(() => expect(counts().stops).toBe(1))
  expect((await host.answer(ask())).status).toBe(503)
  vi.setSystemTime(Date.now() + 10_001)
  expect((await host.answer(ask())).status).toBe(200)
  expect(counts().starts).toBe(2)
  vi.useRealTimers()
})
