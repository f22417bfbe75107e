import { expect, test } from 'vitest'
import { defaultSymbols } from '../../shared/instrument.ts'
import { openChromium } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { visitFirefox } from './rig/firefox.ts'
import { needs } from './rig/programs.ts'
import { startServer, type TestServer } from './rig/server.ts'
import type { Visitor } from './rig/visitor.ts'
import { openWebKit } from './rig/webkit.ts'

/** A page whose WebSockets read. */
interface Reading {
  open(address: string): Promise<unknown>
  /** One more WebSocket. */
  begin(): Promise<void>
  readers(): Promise<Reader[]>
}

/** One WebSocket of a page, and what it has heard. */
interface Reader {
  extensions: string
  messages: number
  characters: number
  newest: Record<string, number>
  /** Prices that were below the one before. */
  falls: number
  pongs: number
  ended: string
}

declare global {
  interface Window {
    ebbReaders?: Reader[]
  }
}

const symbols = defaultSymbols.join()

test('Chromium’s own WebSocket reads what is deflated once for all', async (context) => {
  needs(context, 'chromium')
  const page = await (await openChromium()).newPage()
  await hears({
    open: (address) => page.goto(address),
    begin: () => page.evaluate(read, symbols),
    readers: () => page.evaluate(readersHere),
  })
})

test('Firefox’s own WebSocket reads what is deflated once for all', async (context) => {
  needs(context, 'firefox')
  await hears(readingBy(await visitFirefox()))
})

test('WebKitGTK’s own WebSocket reads what is deflated once for all', async (context) => {
  needs(context, 'webkit', 'webkitDriver', 'xvfb')
  await hears(readingBy(await openWebKit()))
})

/** Three WebSockets of one page: the second and the third join in the midst of the stream. */
async function hears({ open, begin, readers }: Reading): Promise<void> {
  const exchange = await startExchange({ changesPerSecond: 800 })
  const server = await startServer(exchange.environment)
  await open(server.origin)
  for (const [index, messages] of [2_000, 1_000, 1_000].entries()) {
    await begin()
    const heard = async () => (await readers())[index]?.messages ?? 0
    await expect.poll(heard, { timeout: 60_000 }).toBeGreaterThan(messages)
  }
  exchange.halt()
  const last = Object.fromEntries(exchange.prices())
  await expect
    .poll(async () => (await readers()).map(({ newest }) => newest))
    .toEqual([last, last, last])
  const found = await readers()
  for (const { extensions, falls, pongs, ended } of found) {
    expect(extensions).toMatch(/permessage-deflate/)
    // What is told to one alone goes as it is, between what is deflated for all.
    expect(pongs).toBeGreaterThan(0)
    expect([falls, ended]).toEqual([0, ''])
  }
  const text = found.reduce((sum, { characters }) => sum + characters, 0)
  expect(await bytesWritten(server)).toBeLessThan(text / 4)
}

function readingBy({ open, ask }: Visitor): Reading {
  return { open, begin: () => ask(read, symbols), readers: () => ask(readersHere) }
}

async function bytesWritten({ origin }: TestServer): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text()
  const [, bytes] = /^ebb_feed_bytes_total\{[^}]*websocket[^}]*\} (\d+)$/m.exec(metrics) ?? []
  return Number(bytes)
}

const readersHere = () => window.ebbReaders ?? []

/** In the page: self-contained, since it is sent as source. */
function read(wanted: string): void {
  const reader: Reader = {
    ...{ extensions: '', messages: 0, characters: 0, newest: {}, falls: 0, pongs: 0, ended: '' },
  }
  window.ebbReaders = [...(window.ebbReaders ?? []), reader]
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws/price`, 'ebb.json.v1')
  socket.onopen = () => {
    reader.extensions = socket.extensions
    const subscribe = { type: 'subscribe', symbols: wanted.split(','), interval_ms: 25 }
    socket.send(JSON.stringify(subscribe))
  }
  socket.onclose = ({ code, reason }) => {
    reader.ended = `${code} ${reason}`
  }
  socket.onmessage = ({ data }) => {
    reader.characters += data.length
    const message = JSON.parse(data)
    if (message.type === 'pong') reader.pongs += 1
    if (message.type !== 'price') return
    reader.messages += 1
    if (reader.messages % 200 === 0) socket.send(JSON.stringify({ type: 'ping' }))
    if (message.price < (reader.newest[message.symbol] ?? 0)) reader.falls += 1
    reader.newest[message.symbol] = message.price
  }
}
