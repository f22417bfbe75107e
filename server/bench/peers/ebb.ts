import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { FeedCount } from '../../feeds/count.ts'
import type { StreamOptions } from '../../feeds/feed.ts'
import { makePlaces } from '../../feeds/places.ts'
import { sseFeed } from '../../feeds/sse.ts'
import { attachWebSocket } from '../../feeds/websocket.ts'
import { makeHub } from '../../hub/hub.ts'
import { makeBoard } from '../../market/board.ts'
import { drive, instruments } from '../market.ts'
import { serveBench } from './child.ts'

// Ebb's own path from a trade to the socket: board, hub, feeds. Only the venue is the bench's.
const hub = makeHub({
  now: Date.now,
  newEpoch: () => 'bench',
  heartbeatMs: 15_000,
  stuckAfterMs: 10_000,
})
const board = makeBoard({ changed: hub.record, seen: hub.seen })
board.begin(instruments, false)
hub.begin({ market: 'live', venue: 'BINANCE', instruments })
for (const { id } of instruments) {
  const figures = { last: 10_000_00, open: 9_876_00, high: 10_100_00, low: 9_800_00, volume: 1_000 }
  board.ticker({ instrument: id, time: 1, receivedAt: Date.now(), ...figures })
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
const app = new Hono().route('/', sseFeed(options))
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info: AddressInfo) =>
  serveBench(info.port),
)
attachWebSocket(server as Server, { ...options, now: Date.now })

let id = 0
drive(10, ({ instrument, price, time }) => {
  const receivedAt = Date.now()
  const trade = { price, size: 1, side: 'buy', id: ++id } as const
  board.trade({ instrument: instrument.id, time, receivedAt, ...trade })
})
