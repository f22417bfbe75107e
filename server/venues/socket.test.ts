import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeBinance } from './binance.ts'
import { parseBinance } from './binance-parse.ts'
import type { Topic } from './event.ts'
import { knownInstruments } from './known.ts'
import { supervise } from './socket.ts'
import type { SocketLimits } from './socket-limits.ts'
import { type Exchange, startExchange } from './testing/exchange.ts'
import { makeRecorder, type Recorder } from './testing/recorder.ts'
import { until } from './testing/until.ts'
import type { VenueProtocol } from './venue-protocol.ts'

let exchange: Exchange
let sink: Recorder
let stop: () => void

beforeEach(async () => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
  exchange = await startExchange()
  sink = makeRecorder()
  stop = () => {}
})

afterEach(async () => {
  stop()
  await exchange.stop()
  vi.useRealTimers()
})

const symbols = ['BTCUSDT', 'ETHUSDT']

function start(limits: Partial<SocketLimits> = {}, names: string[] = symbols): void {
  const { wsUrl, restUrl } = exchange
  const venue = makeBinance({ wsUrl, restUrl, symbols: names, limits, random: () => 0.5 })
  stop = venue.start(sink).stop
}

async function startOpen(limits: Partial<SocketLimits> = {}, names?: string[]): Promise<void> {
  start(limits, names)
  await until(() => exchange.connections.length === 1, 'the venue is connected')
  await until(() => sink.phase() === 'open', 'it says so')
}

/** A trade that is waited for: whatever was sent before it has come too. */
async function tick(symbol: string, price: number): Promise<void> {
  const before = sink.trades.length
  exchange.trade(symbol, price)
  await until(() => sink.trades.length > before, `the trade at ${price} comes`)
}

/** Time passes while instruments of `alive` trade each second. */
async function pass(seconds: number, alive: readonly string[] = []): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    vi.advanceTimersByTime(1000)
    // A round of the event loop or two, so that what the timers did reaches the other end.
    for (let round = 0; round < 4; round++) await new Promise((done) => setImmediate(done))
    for (const symbol of alive) if (exchange.connections.length > 0) await tick(symbol, 100 + i)
  }
}

it('makes a new connection when one is open, pings and says nothing', async () => {
  await startOpen()
  await tick('BTCUSDT', 100)
  exchange.silence()
  await pass(29)
  expect(exchange.upgrades()).toBe(1)
  await pass(1)
  expect(sink.statuses.at(-1)).toMatchObject({
    phase: 'waiting',
    reason: 'No price came for 30 s.',
  })
  await pass(1)
  await until(() => exchange.upgrades() === 2, 'it connects again')
  exchange.silence(false)
  await until(() => exchange.connections.length === 1, 'the new connection is up')
  await tick('BTCUSDT', 101)
})

it('makes one new connection for an instrument that fell silent, and no second', async () => {
  await startOpen()
  await tick('ETHUSDT', 50)
  await pass(61, ['BTCUSDT'])
  await until(() => exchange.upgrades() === 2, 'a second connection is dialled')
  expect(sink.refusals.at(-1)).toContain('BINANCE:ETHUSDT fell silent for 60 s')
  await pass(900, ['BTCUSDT'])
  expect(exchange.upgrades()).toBe(2)
  expect(exchange.connections.length).toBe(1)
  // What never spoke on the new connection is told of, once.
  expect(sink.refusals.filter((reason) => reason.includes('may be dead'))).toHaveLength(1)
  expect(sink.statuses.filter(({ phase }) => phase === 'waiting')).toEqual([])
})

it('waits out the cooldown before the next silent instrument leads to a connection', async () => {
  await startOpen({ cooldownMs: 300_000 }, ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'])
  await tick('ETHUSDT', 50)
  await pass(62, ['BTCUSDT', 'SOLUSDT'])
  await until(() => exchange.upgrades() === 2, 'a second connection is dialled')
  await pass(200, ['BTCUSDT'])
  expect(exchange.upgrades()).toBe(2)
  await pass(110, ['BTCUSDT'])
  await until(() => exchange.upgrades() === 3, 'a third connection is dialled')
})

it('tells of a symbol that was acknowledged and is silent, and reconnects for it never', async () => {
  exchange.kill('ETHUSDT')
  await startOpen()
  await pass(600, ['BTCUSDT'])
  expect(sink.refusals.filter((reason) => reason.includes('ETHUSDT'))).toEqual([
    'BINANCE:ETHUSDT was subscribed and has sent nothing for 60 s: its name may be dead.',
  ])
  expect(exchange.upgrades()).toBe(1)
})

for (const form of ['raw', 'combined'] as const) {
  it(`has the new connection up before the old one goes when a shutdown is announced (${form})`, async () => {
    await startOpen()
    await pass(31, ['BTCUSDT'])
    sink.trades.length = 0
    exchange.announceShutdown(form)
    exchange.announceShutdown(form)
    await until(() => exchange.connections.length === 2, 'both are up')
    for (let price = 1; price <= 50; price++) exchange.trade('BTCUSDT', price)
    for (let price = 1; price <= 50; price++) exchange.quote('BTCUSDT', price, price + 1)
    await until(() => sink.trades.length >= 50 && sink.quotes.length >= 50, 'all has come')
    await pass(3)
    await until(() => exchange.connections.length === 1, 'the old one is left')
    await tick('BTCUSDT', 51)
    exchange.quote('BTCUSDT', 51, 52)
    await until(() => sink.quotes.length >= 51, 'the last quote has come')
    const counted = Array.from({ length: 51 }, (_, i) => (i + 1) * 100)
    expect(sink.prices()).toEqual(counted)
    expect(sink.quotes.map(({ bid }) => bid)).toEqual(counted)
    expect(exchange.upgrades()).toBe(2)
    expect(sink.phase()).toBe('open')
  })
}

it('keeps the old connection while its successor is refused, and tries again', async () => {
  await startOpen()
  await pass(31, ['BTCUSDT'])
  exchange.refuse({ status: 503 }, 'upgrade')
  exchange.announceShutdown('raw')
  await until(() => sink.refusals.some((reason) => reason.includes('HTTP 503')), 'it is refused')
  await tick('BTCUSDT', 7)
  expect(sink.phase()).toBe('open')
  exchange.refuse()
  await pass(2)
  await until(() => exchange.connections.length === 2, 'it was tried again')
})

it('keeps the old connection while its successor is open and silent', async () => {
  await startOpen()
  await pass(31, ['BTCUSDT'])
  exchange.announceShutdown('raw')
  await until(() => exchange.connections.length === 2, 'both are up')
  exchange.connections[1]?.mute()
  await pass(31, ['BTCUSDT'])
  expect(sink.refusals).toContain(
    'A new connection beside the present one did not come up. No price came for 30 s.',
  )
  expect(sink.prices()).toHaveLength(62)
  await pass(5, ['BTCUSDT'])
  expect(exchange.upgrades()).toBe(3)
  expect(exchange.connections.length).toBe(1)
  expect(sink.phase()).toBe('open')
})

it('stands still for no clock that is set', async () => {
  await startOpen()
  await pass(5, ['BTCUSDT'])
  for (const hours of [1, -2]) {
    vi.setSystemTime(Date.now() + hours * 3_600_000)
    await pass(5, ['BTCUSDT'])
  }
  expect(sink.prices()).toHaveLength(15)
  expect(exchange.upgrades()).toBe(1)
})

it('subscribes by message, also what is wanted later, and keeps alive where a protocol wants it', async () => {
  const known = knownInstruments('BINANCE')
  const wanted = symbols.flatMap((symbol) => known.get(symbol) ?? [])
  let instruments = wanted.slice(0, 1)
  const frame = (method: string, topics: readonly Topic[], id: number) =>
    JSON.stringify({ method, params: topics.map(({ symbol }) => streamOf(symbol)), id })
  const streamOf = (symbol: string) => `${symbol.toLowerCase()}@trade`
  const protocol: VenueProtocol = {
    url: () => `${exchange.wsUrl}/ws`,
    instruments: () => instruments,
    dialogue: {
      channels: ['trade'],
      subscribe: (topics, id) => frame('SUBSCRIBE', topics, id),
      unsubscribe: (topics, id) => frame('UNSUBSCRIBE', topics, id),
      maxTopics: 10,
      pace: { burst: 2, everyMs: 1000 },
    },
    keepAlive: { everyMs: 20_000, message: 'ping' },
    parse: (text, receivedAt) => {
      if (text.startsWith('{"error"')) return [{ type: 'refused', reason: 'pong' }]
      if (text.startsWith('{"result"')) {
        return [{ type: 'acknowledged', op: 'subscribe', topic: undefined }]
      }
      return parseBinance(text, { instruments: known, receivedAt, now: receivedAt })
    },
  }
  const socket = supervise(protocol, { sink })
  stop = socket.stop
  await until(() => exchange.connections[0]?.streams.size === 1, 'it is subscribed')
  await pass(61, ['BTCUSDT'])
  expect(sink.refusals).toEqual(['pong', 'pong', 'pong'])
  instruments = wanted
  socket.changed()
  await until(() => exchange.connections[0]?.streams.size === 2, 'the second is subscribed too')
  await tick('ETHUSDT', 7)
  expect(exchange.upgrades()).toBe(1)
  exchange.cut()
  await until(() => sink.phase() === 'waiting', 'it is cut')
  await pass(1)
  await until(() => exchange.connections[0]?.streams.size === 2, 'a new one has both')
})

it('goes on with the successor when the old connection is cut before it is left', async () => {
  await startOpen()
  await pass(31, ['BTCUSDT'])
  exchange.announceShutdown('combined')
  await until(() => exchange.connections.length === 2, 'both are up')
  exchange.connections[0]?.cut()
  await until(() => exchange.connections.length === 1, 'one is gone')
  await tick('BTCUSDT', 9)
  await pass(3)
  await tick('BTCUSDT', 10)
  expect(exchange.upgrades()).toBe(2)
})

it('does not storm where each new connection announces its end', async () => {
  await startOpen()
  for (let i = 0; i < 60; i++) {
    exchange.announceShutdown('raw')
    await pass(1, ['BTCUSDT'])
  }
  expect(exchange.upgrades()).toBeLessThan(12)
})

it('replaces a connection before the venue cuts it', async () => {
  const lifetimeMs = 120_000
  await startOpen({ lifetimeMs })
  await pass(118, ['BTCUSDT', 'ETHUSDT'])
  await until(() => exchange.upgrades() === 2, 'the successor was dialled')
  await pass(10, ['BTCUSDT', 'ETHUSDT'])
  expect(exchange.connections.length).toBe(1)
  expect(sink.statuses.map(({ phase }) => phase)).toEqual(['connecting', 'open'])
})

for (const [status, name] of [
  [451, 'does not serve this location'],
  [403, 'forbids this address'],
] as const) {
  it(`leaves a venue that answers HTTP ${status} alone for long, and probes it still`, async () => {
    const body = '<html>Service unavailable from a restricted location</html>'
    exchange.refuse({ status, body })
    start()
    await until(() => sink.phase() === 'waiting', 'it is refused')
    const waiting = sink.statuses.at(-1)
    expect(waiting).toMatchObject({ reason: expect.stringContaining(name) })
    expect(waiting).toMatchObject({ reason: expect.stringContaining(`HTTP ${status}`) })
    await pass(599)
    expect(exchange.upgrades()).toBe(1)
    exchange.refuse()
    await pass(40)
    await until(() => exchange.connections.length === 1, 'it was probed')
    await tick('BTCUSDT', 5)
  })
}

it('waits for as long as Retry-After says', async () => {
  exchange.refuse({ status: 429, headers: { 'retry-after': '777' } })
  start()
  await until(() => sink.phase() === 'waiting', 'it is refused')
  expect(sink.statuses.at(-1)).toMatchObject({ retryInMs: 777_000 * 1.05 })
})

it('waits out the penalty after a close with 1008', async () => {
  await startOpen()
  await tick('BTCUSDT', 1)
  exchange.close(1008, 'Too many requests')
  await until(() => sink.phase() === 'waiting', 'it is closed')
  expect(sink.statuses.at(-1)).toMatchObject({
    reason: 'The venue closed the connection for too many requests (1008 Too many requests).',
    retryInMs: 157_500,
  })
  await pass(150)
  expect(exchange.upgrades()).toBe(1)
  await pass(10)
  await until(() => exchange.connections.length === 1, 'it is back')
})

it('comes back after an abrupt cut, at once after a healthy time', async () => {
  await startOpen()
  await pass(31, ['BTCUSDT'])
  exchange.cut()
  await until(() => sink.phase() === 'waiting', 'the cut is noticed')
  expect(sink.statuses.at(-1)).toMatchObject({ retryInMs: 500 })
  await pass(1)
  await until(() => sink.phase() === 'open', 'it is back')
  await tick('BTCUSDT', 2)
})

it('never gives up on a venue that cuts at once, and never storms', async () => {
  start()
  for (let i = 0; i < 1800; i++) {
    await pass(1)
    exchange.cut()
  }
  expect(exchange.upgrades()).toBeGreaterThan(60)
  expect(exchange.upgrades()).toBeLessThan(150)
  expect(sink.statuses.at(-1)).toMatchObject({ phase: 'waiting', retryInMs: 15_000 })
})

it('answers the pings of the venue in time', async () => {
  await exchange.stop()
  exchange = await startExchange({ pingEveryMs: 20_000, pongDeadlineMs: 60_000 })
  await startOpen()
  await pass(200, ['BTCUSDT', 'ETHUSDT'])
  expect(exchange.connections[0]?.pongs()).toBeGreaterThan(8)
  expect(exchange.upgrades()).toBe(1)
})

it('ends a connection whose message exceeds the bound', async () => {
  await startOpen({ maxMessageBytes: 10_000 })
  exchange.send('x'.repeat(20_000))
  await until(() => sink.phase() === 'waiting', 'it is ended')
  expect(sink.statuses.at(-1)).toMatchObject({ reason: expect.stringContaining('payload') })
})

it('delivers nothing after its stop, and leaves no connection', async () => {
  await startOpen()
  sink.trade = () => {
    sink.trades.length += 1
    stop()
  }
  exchange.burst('BTCUSDT', 100, 5)
  await until(() => exchange.connections.length === 0, 'it has left')
  expect(sink.trades).toHaveLength(1)
  await pass(100)
  expect(exchange.upgrades()).toBe(1)
})
