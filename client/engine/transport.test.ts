import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocketServer, type WebSocket as WsSocket, WebSocket as WsWebSocket } from 'ws'
import { createPoll } from './poll.ts'
import { createSse } from './sse.ts'
import { realTime as time } from './time.ts'
import type { FeedEvent, FeedRequest, Transport } from './transport.ts'
import { createWebSocket } from './websocket.ts'

/*
 * One contract for all transports, each against a small real server on a real socket.
 */
const hello = {
  protocol: 1,
  cursor: 'a.0',
  market: 'simulated',
  simulated: true,
  server_time: 1_000,
  heartbeat_ms: 15_000,
  interval_ms: 250,
  symbols: ['BTCUSDT'],
  instruments: [
    {
      id: 'SIMULATED:BTCUSDT',
      venue: 'SIMULATED',
      symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      decimals: 2,
      sizeDecimals: 5,
      index: 0,
    },
  ],
  unknown: [],
}
const frame = {
  type: 'frame',
  epoch: 'a',
  from: 0,
  to: 7,
  snapshot: true,
  at: 1_000,
  rows: [0, 8_028_219, 293, null, 5, 20, 10, 0],
}
const request: FeedRequest = {
  symbols: ['BTCUSDT', 'BINANCE:ETHUSDT'],
  cursor: 'a.3',
  intervalMs: 250,
  heartbeatMs: 15_000,
}

interface Seen {
  url: URL
  headers: IncomingMessage['headers']
  said: Record<string, unknown>[]
}

/** What the server does once asked; each transport in its own manner. */
type Behaviour = 'serve' | 'goodbye' | 'cut' | 'refuse' | 'busy' | 'nonsense' | 'silent'

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
  vi.useRealTimers()
})

async function serve(
  behaviour: Behaviour,
): Promise<{ origin: string; seen: Seen[]; open(): number }> {
  const seen: Seen[] = []
  const open = new Set<unknown>()
  const server: Server = createServer((incoming, answer) => {
    const url = new URL(incoming.url ?? '', 'http://localhost')
    seen.push({ url, headers: incoming.headers, said: [] })
    open.add(answer)
    answer.on('close', () => open.delete(answer))
    if (behaviour === 'refuse') answer.writeHead(403).end()
    else if (behaviour === 'busy') answer.writeHead(503, { 'retry-after': '3' }).end()
    else if (behaviour === 'silent') return
    else if (url.pathname === '/api/prices') answerPoll(behaviour, incoming, answer)
    else answerEvents(behaviour, answer)
  })
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (incoming, socket, head) => {
    const url = new URL(incoming.url ?? '', 'http://localhost')
    const one: Seen = { url, headers: incoming.headers, said: [] }
    seen.push(one)
    if (behaviour === 'refuse' || behaviour === 'busy') {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(incoming, socket, head, (client) => {
      open.add(client)
      client.on('close', () => open.delete(client))
      client.on('message', (data) => {
        const message: Record<string, unknown> = JSON.parse(String(data))
        one.said.push(message)
        answerMessage(behaviour, client, message)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUps.push(() => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, seen, open: () => open.size }
}

function answerPoll(behaviour: Behaviour, incoming: IncomingMessage, answer: ServerResponse): void {
  if (behaviour === 'cut') answer.destroy()
  else if (behaviour === 'nonsense') answer.writeHead(200).end('<html>Sign in to the hotel</html>')
  else if (incoming.headers['if-none-match'] === '"t"') answer.writeHead(304).end()
  else answer.writeHead(200, { etag: '"t"' }).end(JSON.stringify({ hello, frame }))
}

function answerEvents(behaviour: Behaviour, answer: ServerResponse): void {
  answer.writeHead(200, { 'content-type': 'text/event-stream' })
  if (behaviour === 'nonsense') answer.end('<html>Sign in to the hotel</html>')
  else {
    answer.write(`event: connected\ndata: ${JSON.stringify(hello)}\n\n`)
    answer.write(`event: frame\nid: a.7\ndata: ${JSON.stringify(frame)}\n\n`)
    answer.write('event: heartbeat\ndata: {"cursor":"a.9","server_time":1000}\n\n')
    if (behaviour === 'goodbye') {
      answer.write('event: goodbye\ndata: {"reason":"shutdown","retry_ms":1500}\n\n')
    }
    if (behaviour === 'cut') answer.end()
  }
}

function answerMessage(behaviour: Behaviour, client: WsSocket, message: Record<string, unknown>) {
  const say = (what: object) => client.send(JSON.stringify(what))
  if (message.type === 'ping') say({ type: 'pong', id: message.id, server_time: 1_000 })
  if (message.type !== 'subscribe' || behaviour === 'silent') return
  if (behaviour === 'nonsense') {
    client.send('<html>')
    client.close(1002)
    return
  }
  say({ type: 'subscribed', ...hello })
  say(frame)
  say({ type: 'heartbeat', cursor: 'a.9', server_time: 1_000 })
  if (behaviour === 'goodbye') say({ type: 'goodbye', reason: 'shutdown', retry_ms: 1_500 })
  if (behaviour === 'cut') client.terminate()
}

const makers: Record<'websocket' | 'sse' | 'poll', (origin: string) => Transport> = {
  websocket: (origin) => {
    // The class of `ws` speaks the browser's interface, near enough for what we use.
    const WebSocketClass: unknown = WsWebSocket
    return createWebSocket({ WebSocket: WebSocketClass as typeof WebSocket, time, origin })
  },
  sse: (origin) => createSse({ fetch, time, origin }),
  poll: (origin) => createPoll({ fetch, time, origin }),
}

function open(transport: Transport, asked = request) {
  const events: FeedEvent[] = []
  const feed = transport.open(asked, (event) => events.push(event))
  cleanUps.push(() => feed.close())
  const closes = () => events.filter((event) => event.type === 'closed')
  return {
    feed,
    events,
    kinds: () => events.map(({ type }) => type),
    find: (type: FeedEvent['type']) => events.find((event) => event.type === type),
    close: () => vi.waitFor(() => expect(closes()).toHaveLength(1)).then(() => closes()[0]),
  }
}

describe.each(['websocket', 'sse', 'poll'] as const)('%s', (name) => {
  const isStream = name !== 'poll'

  it('greets, brings the frame, and compares the clocks', async () => {
    const { origin } = await serve('serve')
    const { find } = open(makers[name](origin))
    await vi.waitFor(() => {
      for (const type of ['hello', 'frame', 'clock'] as const) expect(find(type)).toBeDefined()
    })
    expect(find('hello')).toMatchObject({ hello: { cursor: 'a.0' } })
    expect(find('frame')).toMatchObject({ frame: { to: 7, rows: [{ price: 8_028_219 }] } })
    expect(find('clock')).toMatchObject({ sample: { serverTime: 1_000 } })
  })

  it('asks for its symbols from its cursor on, at its cadence', async () => {
    const { origin, seen } = await serve('serve')
    const { find } = open(makers[name](origin))
    await vi.waitFor(() => expect(find('frame')).toBeDefined())
    const asked = Object.fromEntries(seen[0]?.url.searchParams ?? [])
    const symbols = 'BTCUSDT,BINANCE:ETHUSDT'
    if (name === 'sse') {
      const pace = { interval: '250', heartbeat: '15000' }
      expect(asked).toEqual({ symbols, format: 'frame', cursor: 'a.3', ...pace })
    } else if (name === 'poll') {
      expect(asked).toEqual({ symbols, format: 'frame', since: 'a.3' })
    } else {
      expect(seen[0]?.headers['sec-websocket-protocol']).toBe('ebb.frame.v1')
      expect(seen[0]?.said[0]).toEqual({
        type: 'subscribe',
        symbols: request.symbols,
        cursor: 'a.3',
        interval_ms: 250,
        heartbeat_ms: 15_000,
      })
    }
  })

  it('tells of every byte that passes, before what it means', async () => {
    const { origin } = await serve('serve')
    const { events, find, kinds } = open(makers[name](origin))
    expect(kinds()).toEqual([])
    await vi.waitFor(() => {
      for (const type of ['hello', 'frame', 'clock'] as const) expect(find(type)).toBeDefined()
    })
    expect(kinds()[0]).toBe('traffic')
    const passed = events.flatMap((event) => (event.type === 'traffic' ? [event.traffic] : []))
    const sum = (way: 'bytesDown' | 'bytesUp') => passed.reduce((all, each) => all + each[way], 0)
    const said = JSON.stringify(hello).length + JSON.stringify(frame).length
    // With their heads: of frames, events, answers and the request.
    expect(sum('bytesDown')).toBeGreaterThan(said)
    expect(sum('bytesDown')).toBeLessThan(said + 600)
    expect(sum('bytesUp')).toBeGreaterThan(430)
    expect(sum('bytesUp')).toBeLessThan(1_000)
  })

  it('tells that it broke, or failed, when it is cut', async () => {
    const { origin } = await serve('cut')
    const { close } = open(makers[name](origin))
    expect(await close()).toMatchObject({ close: { reason: isStream ? 'broken' : 'failed' } })
  })

  it('tells a refusal from a failure where it can', async () => {
    const { origin } = await serve('refuse')
    const { close } = open(makers[name](origin))
    const reason = name === 'websocket' ? 'failed' : 'refused'
    expect(await close()).toMatchObject({ close: { reason } })
  })

  it('takes what is not our server for a failure', async () => {
    const { origin } = await serve('nonsense')
    const { close } = open(makers[name](origin))
    expect(await close()).toMatchObject({ close: { reason: 'failed' } })
  })

  it('has nothing to say after it was closed, and leaves no connection behind', async () => {
    const { origin, open: connections } = await serve('serve')
    const { feed, events, find } = open(makers[name](origin))
    await vi.waitFor(() => expect(find('frame')).toBeDefined())
    feed.close()
    const { length } = events
    await vi.waitFor(() => expect(connections()).toBe(0))
    expect(events.length).toBe(length)
  })

  it('gives up on a server that does not answer', async () => {
    const { origin } = await serve('silent')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const { close, find } = open(makers[name](origin))
    await vi.advanceTimersByTimeAsync(10_000)
    vi.useRealTimers()
    expect(find('frame')).toBeUndefined()
    expect(await close()).toMatchObject({ close: { reason: 'failed' } })
  })

  it.runIf(isStream)('passes on heartbeats and how far they say we are', async () => {
    const { origin } = await serve('serve')
    const { events } = open(makers[name](origin))
    await vi.waitFor(() => expect(events).toContainEqual({ type: 'alive', cursor: 'a.9' }))
  })

  it.runIf(isStream)('takes leave when the server does, for as long as it asks', async () => {
    const { origin } = await serve('goodbye')
    const { close } = open(makers[name](origin))
    expect(await close()).toMatchObject({ close: { reason: 'goodbye', retryMs: 1_500 } })
  })

  it.runIf(name !== 'websocket')(
    'stays away from a busy server for as long as it asks',
    async () => {
      const { origin } = await serve('busy')
      const { close } = open(makers[name](origin))
      expect(await close()).toMatchObject({ close: { reason: 'goodbye', retryMs: 3_000 } })
    },
  )
})

it('polls with the tag of the answer that its cursor came from, and of no other', async () => {
  const { origin, seen } = await serve('serve')
  const poll = makers.poll(origin)
  await open(poll).close()
  const next = open(poll, { ...request, cursor: 'a.7' })
  await next.close()
  await open(poll, { ...request, cursor: 'a.3' }).close()
  expect(seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"t"', undefined])
  expect(next.kinds()).toEqual(['traffic', 'alive', 'closed'])
})

it('changes the cadence of a WebSocket without a new connection', async () => {
  const { origin, seen } = await serve('serve')
  const { feed, find } = open(makers.websocket(origin))
  expect(feed.pace({ intervalMs: 100, heartbeatMs: 15_000 })).toBe(false)
  await vi.waitFor(() => expect(find('hello')).toBeDefined())
  expect(feed.pace({ intervalMs: 100, heartbeatMs: 15_000 })).toBe(true)
  await vi.waitFor(() =>
    expect(seen[0]?.said.at(-1)).toEqual({
      type: 'cadence',
      interval_ms: 100,
      heartbeat_ms: 15_000,
    }),
  )
})
