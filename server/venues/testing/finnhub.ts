import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/*
 * A stand-in for Finnhub on a loopback port: trades without acknowledgements, 50 symbols a connection,
 * one connection a key of which a second one breaks both, quotes of zeros for unknown symbols.
 */
export interface FinnhubStandIn {
  wsUrl: string
  restUrl: string
  /** Symbols subscribed on the connection that is open. */
  symbols: ReadonlySet<string>
  /** Frames received, in order. */
  heard: readonly string[]
  /** Made since the start, and open now. */
  connections(): number
  open(): number
  /** How often two connections were open at once. */
  collisions(): number
  /** Paths asked of the REST, with their queries. */
  asked: readonly string[]
  trade(symbol: string, price: unknown, more?: object): void
  /** Verbatim. */
  send(raw: string): void
  /** Answers zeros for the symbol from now on. */
  forget(symbol: string): void
  /** Answers every upgrade and question so, until called without. */
  refuse(answer?: { status: number; body: string }): void
  close(code: number, reason: string): void
  stop(): Promise<void>
}

export interface FinnhubStandInOptions {
  key: string
  /** Of every symbol but those unknown. */
  quote?: object
  unknown?: readonly string[]
  listing?: unknown
  clock?: () => number
}

const maxSymbols = 50
const zeros = { c: 0, d: null, dp: null, h: 0, l: 0, o: 0, pc: 0, t: 0 }

export async function startFinnhub(options: FinnhubStandInOptions): Promise<FinnhubStandIn> {
  const { key, quote = zeros, listing = [], clock = Date.now } = options
  const unknown = new Set(options.unknown)
  const open = new Set<WebSocket>()
  const sockets = new Set<Socket>()
  const symbols = new Set<string>()
  const heard: string[] = []
  const asked: string[] = []
  let connections = 0
  let collisions = 0
  let refusal: { status: number; body: string } | undefined

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    asked.push(url.pathname + url.search)
    const { status, body } = refusal ?? answer(url, request.headers['x-finnhub-token'])
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })

  function answer(url: URL, token: unknown): { status: number; body: string } {
    if (token !== key) return { status: 401, body: `{"error":"Invalid API key: ${token}"}` }
    if (url.pathname === '/stock/symbol') return { status: 200, body: JSON.stringify(listing) }
    const isUnknown = unknown.has(url.searchParams.get('symbol') ?? '')
    return { status: 200, body: JSON.stringify(isUnknown ? zeros : quote) }
  }

  const upgrader = new WebSocketServer({ noServer: true })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  server.on('upgrade', (request, socket, head) => {
    const token = new URL(request.url ?? '/', 'http://localhost').searchParams.get('token')
    if (refusal || token !== key) {
      socket.end(`HTTP/1.1 ${refusal?.status ?? 401} Refused\r\nconnection: close\r\n\r\n`)
      return
    }
    upgrader.handleUpgrade(request, socket, head, accept)
  })

  function accept(ws: WebSocket): void {
    connections += 1
    ws.on('error', () => {})
    if (open.size > 0) {
      collisions += 1
      for (const each of [...open, ws]) each.terminate()
      return
    }
    open.add(ws)
    symbols.clear()
    ws.on('close', () => open.delete(ws))
    ws.on('message', (data) => {
      heard.push(String(data))
      const { type, symbol } = JSON.parse(String(data))
      if (type === 'unsubscribe') symbols.delete(symbol)
      else if (symbols.size < maxSymbols) symbols.add(symbol)
      else ws.send('{"msg":"Subscribing to too many symbols","type":"error"}')
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const send = (raw: string) => {
    for (const ws of open) ws.send(raw)
  }

  return {
    wsUrl: `ws://127.0.0.1:${port}`,
    restUrl: `http://127.0.0.1:${port}`,
    symbols,
    heard,
    asked,
    connections: () => connections,
    open: () => open.size,
    collisions: () => collisions,
    trade(symbol, price, more = {}) {
      if (!symbols.has(symbol)) return
      const print = { c: ['1'], p: price, s: symbol, t: clock(), v: 100, ...more }
      send(JSON.stringify({ data: [print], type: 'trade' }))
    },
    send,
    forget: (symbol) => void unknown.add(symbol),
    refuse(answer) {
      refusal = answer
    },
    close(code, reason) {
      for (const ws of open) ws.close(code, reason)
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
