import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { FeedCount } from '../../feeds/count.ts'
import type { StreamOptions } from '../../feeds/feed.ts'
import { makePlaces } from '../../feeds/places.ts'
import { sseFeed } from '../../feeds/sse.ts'
import { attachWebSocket } from '../../feeds/websocket.ts'
import { StreamRequest } from '../../http/stream-request.ts'
import { makeHub, type SubscribeOptions } from '../../hub/hub.ts'
import type { Encoding } from '../../hub/output.ts'
import type { Subscription } from '../../hub/subscriber.ts'
import { makeBoard } from '../../market/board.ts'
import { drive, instrumentsOf, startPrice } from '../market.ts'
import { readTask, serveBench } from './child.ts'
import { plainEncoding } from './ebb-plain.ts'

// Ebb's own path from a trade to the socket: board, hub, feeds. Only the venue is the bench's.
const { symbols, perSecond, payload } = readTask()
const instruments = instrumentsOf(symbols)
const own = makeHub({
  now: Date.now,
  newEpoch: () => 'bench',
  heartbeatMs: 15_000,
  stuckAfterMs: 10_000,
})
const hub = payload === 'own' ? own : { ...own, subscribe: subscribePlainly }
/** One for all clients, as those are in whose place they come. */
const plain = new Map<Encoding, Encoding>()

function subscribePlainly(options: SubscribeOptions): Subscription {
  const encoding = plain.get(options.encoding) ?? plainEncoding(options.encoding)
  plain.set(options.encoding, encoding)
  return own.subscribe({ ...options, encoding })
}

const board = makeBoard({ changed: hub.record, seen: hub.seen })
board.begin(instruments, false)
hub.begin({ market: 'live', venue: 'BINANCE', instruments })
for (const [index, { id }] of instruments.entries()) {
  const last = startPrice(index)
  const figures = { last, open: last - 124_00, high: last + 100_00, low: last - 200_00 }
  const times = { time: 1, receivedAt: Date.now() }
  board.ticker({ instrument: id, ...times, ...figures, volume: 1_000 })
}

const count: FeedCount = { clients: 0, frames: 0, bytes: 0, slow: 0, delay() {} }
const options: StreamOptions = {
  hub,
  count,
  places: makePlaces({ total: 100_000, perAddress: 100_000 }),
  origins: [],
  trustProxy: false,
  leaving: () => false,
  retryMs: () => 1_000,
}
const app = new Hono().route('/', sseFeed({ ...options, now: Date.now, random: Math.random }))
const http = createServer({ IncomingMessage: StreamRequest }, getRequestListener(app.fetch))
attachWebSocket(http, { ...options, now: Date.now })
http.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
  serveBench((http.address() as AddressInfo).port),
)

let id = 0
drive({
  instruments,
  perSecond,
  tick({ instrument, price, time }) {
    const trade = { price, size: 1, side: 'buy', id: ++id } as const
    board.trade({ instrument: instrument.id, time, receivedAt: Date.now(), ...trade })
  },
})
