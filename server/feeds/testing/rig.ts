import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type HttpBindings, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { VenueName } from '../../../shared/instrument.ts'
import type { Notices } from '../../http/notices.ts'
import { StreamRequest } from '../../http/stream-request.ts'
import { type Hub, makeHub } from '../../hub/hub.ts'
import { instrumentOf, stateOf } from '../../hub/testing.ts'
import type { FeedCount } from '../count.ts'
import type { StreamOptions } from '../feed.ts'
import { makePlaces, type PlacesOptions } from '../places.ts'
import { pollFeed } from '../poll.ts'
import { sseFeed } from '../sse.ts'
import { attachWebSocket, type WebSocketFeed } from '../websocket.ts'

/** For tests: a real server on a free port, with a real hub, and all three feeds. */
export interface Rig {
  port: number
  hub: Hub
  sse: FeedCount
  websocket: FeedCount
  sockets: WebSocketFeed
  /** Records a price in units of the instrument's two decimals. */
  price(symbol: string, units: number): void
  begin(symbols: readonly string[], venue?: VenueName): void
  leave(): void
  stop(): Promise<void>
}

export interface RigOptions {
  heartbeatMs?: number
  stuckAfterMs?: number
  pingMs?: number
  now?: () => number
  places?: PlacesOptions
  origins?: readonly string[]
  trustProxy?: boolean
  notices?: Pick<Notices, 'listen' | 'standing'>
  /** Whether Node's HTTP lets go of the sockets of streams. */
  letsGo?: boolean
}

export async function startRig({
  heartbeatMs = 15_000,
  stuckAfterMs = 5_000,
  pingMs = 30_000,
  now = Date.now,
  places = { total: 100, perAddress: 100 },
  origins = [],
  trustProxy = false,
  notices,
  letsGo = true,
}: RigOptions = {}): Promise<Rig> {
  let epochs = 0
  let isLeaving = false
  let venue: VenueName = 'BINANCE'
  const hub = makeHub({ now, newEpoch: () => `e${++epochs}`, heartbeatMs, stuckAfterMs })
  const sse = makeCount()
  const websocket = makeCount()
  const streams: Omit<StreamOptions, 'count'> = {
    hub,
    ...(notices && { notices }),
    places: makePlaces(places),
    origins,
    trustProxy,
    leaving: () => isLeaving,
    retryMs: () => 700,
  }
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.route('/', sseFeed({ ...streams, count: sse, now, random: () => 0.5 }))
  app.route('/', pollFeed({ hub, count: makeCount(), now: Date.now, ...(notices && { notices }) }))
  const server = await new Promise<Server>((resolve) => {
    const at = { port: 0, hostname: '127.0.0.1' }
    const serverOptions = letsGo ? { IncomingMessage: StreamRequest } : {}
    const listening = serve({ fetch: app.fetch, ...at, serverOptions }, () =>
      resolve(listening as Server),
    )
  })
  const sockets = attachWebSocket(server, { ...streams, count: websocket, now, pingMs })

  return {
    port: (server.address() as AddressInfo).port,
    hub,
    sse,
    websocket,
    sockets,
    price: (symbol, units) => hub.record(stateOf(instrumentOf(symbol, venue), units)),
    begin(symbols, next = 'BINANCE') {
      venue = next
      const instruments = symbols.map((symbol) => instrumentOf(symbol, venue))
      hub.begin({ market: next === 'REPLAY' ? 'replay' : 'live', venue, instruments })
    },
    leave() {
      isLeaving = true
      hub.stop('shutdown')
      sockets.stop('shutdown')
    },
    stop() {
      hub.stop('shutdown')
      sockets.stop('shutdown')
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

export function makeCount(): FeedCount {
  return { clients: 0, frames: 0, bytes: 0, slow: 0, delay() {} }
}
