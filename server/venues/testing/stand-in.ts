import { once } from 'node:events'
import { createServer, STATUS_CODES } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { LiveOptions } from '../live.ts'
import type { Venue } from '../venue.ts'

/*
 * A venue on a loopback port. What all venues do is here; how one of them speaks is its script.
 */

/** What a test asks of the venue's behaviour. */
export interface World {
  /** Listed, and yet refused when they are subscribed, or acknowledged and silent: as the venue does it. */
  unknown: Set<string>
  /** So many acknowledgements are lost. */
  lostAnswers: number
  /** So many topics are taken, then the client is told that it hurries; once. */
  hurryAfter: number | undefined
}

/** One connection, as its script sees it. */
export interface Talk {
  world: World
  /** `channel symbol` of everything subscribed. */
  topics: Set<string>
  send(frame: object | string): void
  /** As `send`, but may get lost. */
  answer(frame: object): void
  close(code: number, reason: string): void
}

export interface Figures {
  price: unknown
  size?: unknown
  id?: number
  time?: number
}

export interface Script {
  name: string
  /** BTC, ETH and SOL as this venue calls them; listed with two decimals, and five for sizes. */
  symbols: readonly [string, string, string]
  make(urls: { wsUrl: string; restUrl: string } & LiveOptions): Venue
  opened?(talk: Talk, url: URL): void
  heard(text: string, talk: Talk): void
  /** The topic whose subscribers hear it, and the frame. */
  trade(symbol: string, figures: Figures): [topic: string, frame: object]
  quote(symbol: string, bid: unknown, ask: unknown): [topic: string, frame: object]
  ticker(symbol: string, last: unknown, time?: number): [topic: string, frame: object]
  /** Sent each second on every connection. */
  heartbeat?: object
  /** What announces the end of the connection. */
  shutdown?: object
  /** A client that says nothing for so long is cut. */
  idleMs?: number
  /** The venue's list; `undefined` where the path is none of the script's. */
  rest(url: URL): { status: number; body: unknown } | undefined
  /** Errors that come with HTTP 200, or otherwise as this venue does it. */
  errors: Record<'unknown' | 'hurried', { status: number; body: unknown }>
}

export interface Refusal {
  status: number
  body?: string
  headers?: Record<string, string>
}

export interface StandIn {
  urls: { wsUrl: string; restUrl: string }
  world: World
  connections: readonly Talk[]
  upgrades(): number
  /** What clients said, in order. */
  heard: string[]
  asked: string[]
  publish(event: [topic: string, frame: object]): void
  send(frame: object | string): void
  /** Every upgrade and question is answered so, until called without. */
  refuse(answer?: Refusal, only?: 'upgrade' | 'rest'): void
  close(code: number, reason: string): void
  cut(): void
  stop(): Promise<void>
}

export async function startStandIn(script: Script): Promise<StandIn> {
  const world: World = { unknown: new Set(), lostAnswers: 0, hurryAfter: undefined }
  const connections: (Talk & { cut(): void })[] = []
  const sockets = new Set<Socket>()
  const refusing: { upgrade?: Refusal | undefined; rest?: Refusal | undefined } = {}
  const heard: string[] = []
  const asked: string[] = []
  let upgrades = 0

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    asked.push(url.pathname + url.search)
    const { rest } = refusing
    const { status, body } = script.rest(url) ?? { status: 404, body: {} }
    response.writeHead(rest?.status ?? status, {
      'content-type': 'application/json',
      ...rest?.headers,
    })
    response.end(rest ? rest.body : JSON.stringify(body))
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  const upgrader = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    upgrades += 1
    if (refusing.upgrade) socket.end(rawAnswer(refusing.upgrade))
    else {
      upgrader.handleUpgrade(request, socket, head, (ws) => {
        accept(ws, new URL(request.url ?? '/', 'http://localhost'))
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  function accept(ws: WebSocket, url: URL): void {
    const send = (frame: object | string) =>
      ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
    const talk = {
      ...{ world, topics: new Set<string>(), send },
      answer(frame: object) {
        if (world.lostAnswers > 0) world.lostAnswers -= 1
        else send(frame)
      },
      close: (code: number, reason: string) => ws.close(code, reason),
      cut: () => ws.terminate(),
    }
    const idle = setTimeout(() => ws.terminate(), script.idleMs ?? 2 ** 31 - 1)
    const beating = setInterval(() => script.heartbeat && send(script.heartbeat), 1000)
    ws.on('message', (data) => {
      idle.refresh()
      heard.push(String(data))
      script.heard(String(data), talk)
    })
    ws.on('error', () => {})
    ws.on('close', () => {
      clearTimeout(idle)
      clearInterval(beating)
      connections.splice(connections.indexOf(talk), 1)
    })
    connections.push(talk)
    script.opened?.(talk, url)
  }

  const { port } = server.address() as AddressInfo
  return {
    urls: { wsUrl: `ws://127.0.0.1:${port}`, restUrl: `http://127.0.0.1:${port}` },
    ...{ world, connections, heard, asked },
    upgrades: () => upgrades,
    publish([topic, frame]) {
      for (const { topics, send } of connections) if (topics.has(topic)) send(frame)
    },
    send(frame) {
      for (const { send } of connections) send(frame)
    },
    refuse(answer, only) {
      if (only !== 'rest') refusing.upgrade = answer
      if (only !== 'upgrade') refusing.rest = answer
    },
    close(code, reason) {
      for (const { close } of [...connections]) close(code, reason)
    },
    cut() {
      for (const { cut } of [...connections]) cut()
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function rawAnswer({ status, body = '', headers = {} }: Refusal): string {
  const lines = Object.entries({ connection: 'close', 'content-length': body.length, ...headers })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\n${head}\r\n${body}`
}
