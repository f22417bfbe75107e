import { once } from 'node:events'
import { createServer, STATUS_CODES } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { acceptConnection, type ExchangeConnection } from './exchange-connection.ts'
import { answerRest, type RestAnswer } from './exchange-rest.ts'

/*
 * A stand-in for Binance on a loopback port: combined and raw streams, exchangeInfo, and whatever the
 * recorded one did that surprised somebody, on demand.
 */
export interface ExchangeOptions {
  /** A port that was free a moment ago, to come back at the same address; 0 takes any. */
  port?: number
  /** `status` of exchangeInfo by symbol; 'UNLISTED' makes the symbol unknown. Others trade. */
  statuses?: Record<string, string>
  pingEveryMs?: number
  /** A connection that doesn't answer a ping within this is cut. */
  pongDeadlineMs?: number
}

/** Whatever a test wants to put in a figure's place. */
type Figure = string | number | null

export interface Exchange {
  /** For `EBB_BINANCE_WS_URL` and `EBB_BINANCE_REST_URL`. */
  wsUrl: string
  restUrl: string
  port: number
  /** Those that are open, oldest first. */
  connections: readonly ExchangeConnection[]
  /** Upgrades asked for since the start, refused ones too. */
  upgrades(): number
  restRequests(): number

  /** Sent to those who subscribed to the symbol's stream, as `trade`, `bookTicker` and `ticker`. */
  trade(symbol: string, price: Figure, more?: TradeMore): void
  quote(symbol: string, bid: Figure, ask: Figure, more?: Record<string, unknown>): void
  ticker(symbol: string, last: Figure, more?: Record<string, unknown>): void
  /** So many trades of one symbol at once. */
  burst(symbol: string, count: number, price: number): void
  /** Verbatim, to everybody: malformed JSON, HTML, binary. */
  send(raw: string | Buffer): void
  announceShutdown(form: 'raw' | 'combined'): void

  /** Open, pinging, and without data, until called with false. */
  silence(on?: boolean): void
  /** Symbols that are acknowledged and silent. */
  kill(...symbols: string[]): void
  /** Every upgrade and REST request is answered so, until called without. */
  refuse(answer?: Partial<RestAnswer> & { status: number }, only?: 'upgrade' | 'rest'): void
  close(code: number, reason: string): void
  /** Without a close frame. */
  cut(): void
  stop(): Promise<void>
}

export interface TradeMore {
  size?: Figure
  time?: number
  id?: number
  buyerIsMaker?: boolean
  [field: string]: unknown
}

export async function startExchange(options: ExchangeOptions = {}): Promise<Exchange> {
  const { statuses = {}, pingEveryMs = 20_000, pongDeadlineMs = 60_000 } = options
  const connections: ExchangeConnection[] = []
  const sockets = new Set<Socket>()
  const dead = new Set<string>()
  const refusing: { upgrade?: RestAnswer | undefined; rest?: RestAnswer | undefined } = {}
  let silent = false
  let upgrades = 0
  let restRequests = 0
  // Rises over a restart too, as an exchange's numbers do.
  let lastId = Date.now() * 1000

  const server = createServer((request, response) => {
    restRequests += 1
    const url = new URL(request.url ?? '/', 'http://localhost')
    const { status, body, headers } = refusing.rest ?? answerRest(url, statuses)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
  const upgrader = new WebSocketServer({ noServer: true })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  server.on('upgrade', (request, socket, head) => {
    upgrades += 1
    const { upgrade } = refusing
    if (upgrade) {
      socket.end(rawAnswer(upgrade))
      return
    }
    upgrader.handleUpgrade(request, socket, head, (ws) => {
      const url = request.url ?? '/'
      const connection = acceptConnection(ws, { url, socket, pingEveryMs, pongDeadlineMs })
      connections.push(connection)
      ws.on('close', () => connections.splice(connections.indexOf(connection), 1))
    })
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const publish = (symbol: string, channel: string, data: object) => {
    if (silent || dead.has(symbol)) return
    for (const to of connections) to.publish(`${symbol.toLowerCase()}@${channel}`, data)
  }
  const trade: Exchange['trade'] = (symbol, price, more = {}) => {
    const { size = '0.01', time = Date.now(), id = ++lastId, buyerIsMaker = false, ...rest } = more
    const data = { e: 'trade', E: time, s: symbol, t: id, p: text(price), q: text(size), T: time }
    publish(symbol, 'trade', { ...data, m: buyerIsMaker, M: true, ...rest })
  }

  return {
    wsUrl: `ws://127.0.0.1:${port}`,
    restUrl: `http://127.0.0.1:${port}`,
    port,
    connections,
    upgrades: () => upgrades,
    restRequests: () => restRequests,
    trade,
    quote(symbol, bid, ask, more = {}) {
      const data = { u: ++lastId, s: symbol, b: text(bid), B: '1.5', a: text(ask), A: '2.5' }
      publish(symbol, 'bookTicker', { ...data, ...more })
    },
    ticker(symbol, last, more = {}) {
      const c = text(last)
      const figures = { c, o: c, h: c, l: c, v: '1000', q: '1000000' }
      publish(symbol, 'ticker', {
        ...{ e: '24hrTicker', E: Date.now(), s: symbol, ...figures },
        ...more,
      })
    },
    burst(symbol, count, price) {
      for (let i = 0; i < count; i++) trade(symbol, price)
    },
    send(raw) {
      for (const to of connections) to.send(raw)
    },
    announceShutdown(form) {
      const data = { e: 'serverShutdown', E: Date.now() }
      const frame = form === 'raw' ? data : { stream: '!serverShutdown', data }
      for (const to of connections) to.send(JSON.stringify(frame))
    },
    silence(on = true) {
      silent = on
    },
    kill(...symbols) {
      for (const symbol of symbols) dead.add(symbol)
    },
    refuse(answer, only) {
      const full = answer && { body: '', ...answer }
      if (only !== 'rest') refusing.upgrade = full
      if (only !== 'upgrade') refusing.rest = full
    },
    close(code, reason) {
      for (const to of [...connections]) to.close(code, reason)
    },
    cut() {
      for (const to of [...connections]) to.cut()
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function text(figure: Figure): string | null {
  return figure === null ? null : String(figure)
}

function rawAnswer({ status, body, headers = {} }: RestAnswer): string {
  const lines = Object.entries({ connection: 'close', 'content-length': body.length, ...headers })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\n${head}\r\n${body}`
}
