import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket as WsWebSocket } from 'ws'
import { waitFor } from '../testing/wait-for.ts'
import { createPoll } from './poll.ts'
import { createSse } from './sse.ts'
import { frame, hello, notification, request, serve, standing } from './testing/feed-server.ts'
import { realTime as time } from './time.ts'
import type { FeedEvent, Transport } from './transport.ts'
import { createWebSocket } from './websocket.ts'

/*
 * One contract for all transports, each against a small real server on a real socket.
 */
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
  onTestFinished(() => feed.close())
  const closes = () => events.filter((event) => event.type === 'closed')
  return {
    feed,
    events,
    kinds: () => events.map(({ type }) => type),
    find: (type: FeedEvent['type']) => events.find((event) => event.type === type),
    close: () => waitFor(() => expect(closes()).toHaveLength(1)).then(() => closes()[0]),
  }
}

describe.each(['websocket', 'sse', 'poll'] as const)('%s', (name) => {
  const isStream = name !== 'poll'

  it('greets, brings the frame, and compares the clocks', async () => {
    const { origin } = await serve('serve')
    const { find } = open(makers[name](origin))
    await waitFor(() => {
      for (const type of ['hello', 'frame', 'clock'] as const) expect(find(type)).toBeDefined()
    })
    expect(find('hello')).toMatchObject({ hello: { cursor: 'a.0' } })
    expect(find('frame')).toMatchObject({ frame: { to: 7, rows: [{ price: 8_028_219 }] } })
    expect(find('clock')).toMatchObject({ sample: { serverTime: 1_000 } })
  })

  it('asks for its symbols from its cursor on, at its cadence', async () => {
    const { origin, seen } = await serve('serve')
    const { find } = open(makers[name](origin))
    await waitFor(() => expect(find('frame')).toBeDefined())
    const asked = Object.fromEntries(seen[0]?.url.searchParams ?? [])
    const symbols = 'BTCUSDT,BINANCE:ETHUSDT'
    if (name === 'sse') {
      const pace = { interval: '250', heartbeat: '15000' }
      expect(asked).toEqual({ symbols, format: 'frame', cursor: 'a.3', ...pace })
    } else if (name === 'poll') {
      expect(asked).toEqual({ symbols, format: 'frame', since: 'a.3', again: '250' })
    } else {
      expect(seen[0]?.headers['sec-websocket-protocol']).toBe('ebb.frame.v3')
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
    await waitFor(() => {
      for (const type of ['hello', 'frame', 'clock'] as const) expect(find(type)).toBeDefined()
    })
    expect(kinds()[0]).toBe('traffic')
    const passed = events.flatMap((event) => (event.type === 'traffic' ? [event.traffic] : []))
    const sum = (way: 'bytesDown' | 'bytesUp') => passed.reduce((all, each) => all + each[way], 0)
    const said = JSON.stringify(hello).length + frame.length
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

  it('tells of a frame that was broken on its way, and of nothing in it', async () => {
    const { origin } = await serve('garble')
    const { find, close } = open(makers[name](origin))
    if (isStream) await waitFor(() => expect(find('unreadable')).toBeDefined())
    else expect(await close()).toMatchObject({ close: { reason: 'failed' } })
    expect(find('frame')).toBeUndefined()
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
    await waitFor(() => expect(find('frame')).toBeDefined())
    feed.close()
    const { length } = events
    await waitFor(() => expect(connections()).toBe(0))
    expect(events.length).toBe(length)
  })

  it('gives up on a server that does not answer', async () => {
    const { origin } = await serve('silent')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { close, find } = open(makers[name](origin))
    await vi.advanceTimersByTimeAsync(10_000)
    vi.useRealTimers()
    expect(find('frame')).toBeUndefined()
    expect(await close()).toMatchObject({ close: { reason: 'failed' } })
  })

  it.runIf(isStream)('passes on heartbeats and how far they say we are', async () => {
    const { origin } = await serve('serve')
    const { events } = open(makers[name](origin))
    await waitFor(() => expect(events).toContainEqual({ type: 'alive', cursor: 'a.9' }))
  })

  it('passes on what a session is told, and nothing that only resembles it', async () => {
    const { origin } = await serve('tell')
    const { events } = open(makers[name](origin))
    const notices = () => events.flatMap((each) => (each.type === 'notice' ? [each.notice] : []))
    const told = [
      { type: 'standing', ...standing },
      { type: 'notification', notification },
      { type: 'session-ended' },
    ]
    await waitFor(() => expect(notices()).toEqual(isStream ? told : told.slice(0, 1)))
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

it('reads a stream to its end that is renewed, and asks anew on the same connection', async () => {
  const { origin, seen } = await serve('renew')
  const sse = makers.sse(origin)
  for (const _ of [1, 2]) {
    expect(await open(sse).close()).toMatchObject({ close: { reason: 'renewal' } })
  }
  expect(seen[0]?.port).toBe(seen[1]?.port)
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

it.each(['sse', 'poll'] as const)('asks for all of some by %s', async (name) => {
  const { origin, seen } = await serve('serve')
  const { find, feed } = open(makers[name](origin), { ...request, detail: ['BTCUSDT'] })
  await waitFor(() => expect(find('frame')).toBeDefined())
  expect(seen[0]?.url.searchParams.get('detail')).toBe('BTCUSDT')
  expect(feed.detail([])).toBe(false)
})

it('asks for all of others by the same WebSocket', async () => {
  const { origin, seen } = await serve('serve')
  const { feed, find } = open(makers.websocket(origin), { ...request, detail: ['BTCUSDT'] })
  expect(feed.detail([])).toBe(false)
  await waitFor(() => expect(find('hello')).toBeDefined())
  expect(seen[0]?.said[0]).toMatchObject({ detail: ['BTCUSDT'] })
  expect(feed.detail(['BINANCE:ETHUSDT'])).toBe(true)
  const { symbols } = request
  await waitFor(() =>
    expect(seen[0]?.said.at(-1)).toEqual({
      ...{ type: 'subscribe', symbols, detail: ['BINANCE:ETHUSDT'] },
    }),
  )
})

it('changes the cadence of a WebSocket without a new connection', async () => {
  const { origin, seen } = await serve('serve')
  const { feed, find } = open(makers.websocket(origin))
  expect(feed.pace({ intervalMs: 100, heartbeatMs: 15_000 })).toBe(false)
  await waitFor(() => expect(find('hello')).toBeDefined())
  expect(feed.pace({ intervalMs: 100, heartbeatMs: 15_000 })).toBe(true)
  await waitFor(() =>
    expect(seen[0]?.said.at(-1)).toEqual({
      type: 'cadence',
      interval_ms: 100,
      heartbeat_ms: 15_000,
    }),
  )
})
