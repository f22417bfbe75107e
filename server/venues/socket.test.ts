import { expect, it, vi } from 'vitest'
import { parseBinance } from './binance-parse.ts'
import type { Topic } from './event.ts'
import { knownInstruments } from './known.ts'
import { supervise } from './socket.ts'
import { standExchange, symbols } from './testing/stand-exchange.ts'
import { until } from './testing/until.ts'
import type { VenueProtocol } from './venue-protocol.ts'

const venue = standExchange()

it('makes a new connection when one is open, pings and says nothing', async () => {
  await venue.startOpen()
  await venue.tick('BTCUSDT', 100)
  venue.exchange.silence()
  await venue.pass(29)
  expect(venue.exchange.upgrades()).toBe(1)
  await venue.pass(1)
  expect(venue.sink.statuses.at(-1)).toMatchObject({
    phase: 'waiting',
    reason: 'No price came for 30 s.',
  })
  await venue.pass(1)
  await until(() => venue.exchange.upgrades() === 2, 'it connects again')
  venue.exchange.silence(false)
  await until(() => venue.exchange.connections.length === 1, 'the new connection is up')
  await venue.tick('BTCUSDT', 101)
})

it('makes one new connection for an instrument that fell silent, and no second', async () => {
  await venue.startOpen()
  await venue.tick('ETHUSDT', 50)
  await venue.pass(61, ['BTCUSDT'])
  await until(() => venue.exchange.upgrades() === 2, 'a second connection is dialled')
  expect(venue.sink.refusals.at(-1)).toContain('BINANCE:ETHUSDT fell silent for 60 s')
  await venue.pass(900, ['BTCUSDT'])
  expect(venue.exchange.upgrades()).toBe(2)
  expect(venue.exchange.connections.length).toBe(1)
  // What never spoke on the new connection is told of, once.
  expect(venue.sink.refusals.filter((reason) => reason.includes('may be dead'))).toHaveLength(1)
  expect(venue.sink.statuses.filter(({ phase }) => phase === 'waiting')).toEqual([])
})

it('waits out the cooldown before the next silent instrument leads to a connection', async () => {
  await venue.startOpen({ cooldownMs: 300_000 }, ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'])
  await venue.tick('ETHUSDT', 50)
  await venue.pass(62, ['BTCUSDT', 'SOLUSDT'])
  await until(() => venue.exchange.upgrades() === 2, 'a second connection is dialled')
  await venue.pass(200, ['BTCUSDT'])
  expect(venue.exchange.upgrades()).toBe(2)
  await venue.pass(110, ['BTCUSDT'])
  await until(() => venue.exchange.upgrades() === 3, 'a third connection is dialled')
})

it('tells of a symbol that was acknowledged and is silent, and reconnects for it never', async () => {
  venue.exchange.kill('ETHUSDT')
  await venue.startOpen()
  await venue.pass(600, ['BTCUSDT'])
  expect(venue.sink.refusals.filter((reason) => reason.includes('ETHUSDT'))).toEqual([
    'BINANCE:ETHUSDT was subscribed and has sent nothing for 60 s: its name may be dead.',
  ])
  expect(venue.exchange.upgrades()).toBe(1)
})

it('stands still for no clock that is set', async () => {
  await venue.startOpen()
  await venue.pass(5, ['BTCUSDT'])
  for (const hours of [1, -2]) {
    vi.setSystemTime(Date.now() + hours * 3_600_000)
    await venue.pass(5, ['BTCUSDT'])
  }
  expect(venue.sink.prices()).toHaveLength(15)
  expect(venue.exchange.upgrades()).toBe(1)
})

it('subscribes by message, also what is wanted later, and keeps alive where a protocol wants it', async () => {
  const known = knownInstruments('BINANCE')
  const wanted = symbols.flatMap((symbol) => known.get(symbol) ?? [])
  let instruments = wanted.slice(0, 1)
  const frame = (method: string, topics: readonly Topic[], id: number) =>
    JSON.stringify({ method, params: topics.map(({ symbol }) => streamOf(symbol)), id })
  const streamOf = (symbol: string) => `${symbol.toLowerCase()}@trade`
  const protocol: VenueProtocol = {
    url: () => `${venue.exchange.wsUrl}/ws`,
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
  const socket = supervise(protocol, { sink: venue.sink })
  venue.stopWith(socket.stop)
  await until(() => venue.exchange.connections[0]?.streams.size === 1, 'it is subscribed')
  await venue.pass(61, ['BTCUSDT'])
  expect(venue.sink.refusals).toEqual(['pong', 'pong', 'pong'])
  instruments = wanted
  socket.changed()
  await until(
    () => venue.exchange.connections[0]?.streams.size === 2,
    'the second is subscribed too',
  )
  await venue.tick('ETHUSDT', 7)
  expect(venue.exchange.upgrades()).toBe(1)
  venue.exchange.cut()
  await until(() => venue.sink.phase() === 'waiting', 'it is cut')
  await venue.pass(1)
  await until(() => venue.exchange.connections[0]?.streams.size === 2, 'a new one has both')
})

for (const [status, name] of [
  [451, 'does not serve this location'],
  [403, 'forbids this address'],
] as const) {
  it(`leaves a venue that answers HTTP ${status} alone for long, and probes it still`, async () => {
    const body = '<html>Service unavailable from a restricted location</html>'
    venue.exchange.refuse({ status, body })
    venue.start()
    await until(() => venue.sink.phase() === 'waiting', 'it is refused')
    const waiting = venue.sink.statuses.at(-1)
    expect(waiting).toMatchObject({ reason: expect.stringContaining(name) })
    expect(waiting).toMatchObject({ reason: expect.stringContaining(`HTTP ${status}`) })
    await venue.pass(599)
    expect(venue.exchange.upgrades()).toBe(1)
    venue.exchange.refuse()
    await venue.pass(40)
    await until(() => venue.exchange.connections.length === 1, 'it was probed')
    await venue.tick('BTCUSDT', 5)
  })
}

it('waits for as long as Retry-After says', async () => {
  venue.exchange.refuse({ status: 429, headers: { 'retry-after': '777' } })
  venue.start()
  await until(() => venue.sink.phase() === 'waiting', 'it is refused')
  expect(venue.sink.statuses.at(-1)).toMatchObject({ retryInMs: 777_000 * 1.05 })
})

it('waits out the penalty after a close with 1008', async () => {
  await venue.startOpen()
  await venue.tick('BTCUSDT', 1)
  venue.exchange.close(1008, 'Too many requests')
  await until(() => venue.sink.phase() === 'waiting', 'it is closed')
  expect(venue.sink.statuses.at(-1)).toMatchObject({
    reason: 'The venue closed the connection for too many requests (1008 Too many requests).',
    retryInMs: 157_500,
  })
  await venue.pass(150)
  expect(venue.exchange.upgrades()).toBe(1)
  await venue.pass(10)
  await until(() => venue.exchange.connections.length === 1, 'it is back')
})

it('comes back after an abrupt cut, at once after a healthy time', async () => {
  await venue.startOpen()
  await venue.pass(31, ['BTCUSDT'])
  venue.exchange.cut()
  await until(() => venue.sink.phase() === 'waiting', 'the cut is noticed')
  expect(venue.sink.statuses.at(-1)).toMatchObject({ retryInMs: 500 })
  await venue.pass(1)
  await until(() => venue.sink.phase() === 'open', 'it is back')
  await venue.tick('BTCUSDT', 2)
})

it('never gives up on a venue that cuts at once, and never storms', async () => {
  venue.start()
  for (let i = 0; i < 1800; i++) {
    await venue.pass(1)
    venue.exchange.cut()
  }
  expect(venue.exchange.upgrades()).toBeGreaterThan(60)
  expect(venue.exchange.upgrades()).toBeLessThan(150)
  expect(venue.sink.statuses.at(-1)).toMatchObject({ phase: 'waiting', retryInMs: 15_000 })
})

it('answers the pings of the venue in time', async () => {
  await venue.replace({ pingEveryMs: 20_000, pongDeadlineMs: 60_000 })
  await venue.startOpen()
  await venue.pass(200, ['BTCUSDT', 'ETHUSDT'])
  expect(venue.exchange.connections[0]?.pongs()).toBeGreaterThan(8)
  expect(venue.exchange.upgrades()).toBe(1)
})

it('ends a connection whose message exceeds the bound', async () => {
  await venue.startOpen({ maxMessageBytes: 10_000 })
  venue.exchange.send('x'.repeat(20_000))
  await until(() => venue.sink.phase() === 'waiting', 'it is ended')
  expect(venue.sink.statuses.at(-1)).toMatchObject({ reason: expect.stringContaining('payload') })
})

it('delivers nothing after its stop, and leaves no connection', async () => {
  await venue.startOpen()
  venue.sink.trade = () => {
    venue.sink.trades.length += 1
    venue.stop()
  }
  venue.exchange.burst('BTCUSDT', 100, 5)
  await until(() => venue.exchange.connections.length === 0, 'it has left')
  expect(venue.sink.trades).toHaveLength(1)
  await venue.pass(100)
  expect(venue.exchange.upgrades()).toBe(1)
})
