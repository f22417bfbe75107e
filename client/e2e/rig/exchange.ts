import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { defaultSymbols } from '../../../shared/instrument.ts'
import { formatUnits } from '../../../shared/price.ts'
import { klines, klineText } from './past.ts'

const decimals = 2

/**
 * An exchange that speaks as Binance spot does, and whose prices only ever rise: a price on a page
 * that falls is an older one shown after a newer one.
 */
export interface Exchange {
  /** For the server's environment. */
  readonly environment: Record<string, string>
  /** The newest price of each symbol, as the exchange writes it. */
  prices(): Map<string, number>
  /** For an exchange that was started closed, or has halted: trading begins. */
  open(): void
  /** Every price is higher by so much from its next trade on. */
  leap(by: number): void
  /** No more trades, so that everybody can come to the same end. */
  halt(): void
}

export interface ExchangeOptions {
  changesPerSecond: number
  /** It takes connections, and says nothing on them. */
  closed?: boolean
  symbols?: readonly string[]
  /** It has candles since then, epoch ms; without it, it has no past. */
  since?: number
}

/** One that ends with the test. */
export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const exchange = await openExchange(options)
  onTestFinished(exchange.close)
  return exchange
}

export async function openExchange({
  changesPerSecond,
  symbols = defaultSymbols,
  closed = false,
  since,
}: ExchangeOptions): Promise<Exchange & { close(): void }> {
  const units = new Map(symbols.map((symbol, index) => [symbol, 100_000 * (index + 1)]))
  let trades = 0
  /** While trading is open. */
  let timer: NodeJS.Timeout | undefined

  const http = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const body = answer(url)
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? []))
  })

  function answer({ pathname, searchParams }: URL): unknown {
    if (pathname === '/api/v3/exchangeInfo') return { symbols: symbols.map(listed) }
    if (pathname !== '/api/v3/klines' || since === undefined) return undefined
    const scale = symbols.indexOf(searchParams.get('symbol') ?? '') + 1
    return klines(searchParams, since).map((kline) => klineText(kline, scale))
  }

  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (socket) => {
    if (timer !== undefined) greet(socket)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))

  if (!closed) open()

  function open(): void {
    for (const socket of sockets.clients) greet(socket)
    const openedAt = Date.now()
    let changes = 0
    timer = setInterval(
      () => {
        // A timer can't be as quick as a market: what is due by now happens now.
        const due = ((Date.now() - openedAt) * changesPerSecond) / 1_000
        for (; changes < due; changes++) change(symbols[changes % symbols.length] ?? '')
      },
      Math.max(1, 1_000 / changesPerSecond),
    )
  }

  function change(symbol: string): void {
    units.set(symbol, (units.get(symbol) ?? 0) + 1)
    const frame = trade(symbol)
    for (const socket of sockets.clients) send(socket, frame)
  }

  function greet(socket: WebSocket): void {
    for (const symbol of symbols) {
      send(socket, ticker(symbol))
      send(socket, trade(symbol))
    }
  }

  function trade(symbol: string): object {
    trades += 1
    const now = Date.now()
    const price = textOf(symbol)
    return {
      stream: `${symbol.toLowerCase()}@trade`,
      data: { e: 'trade', E: now, s: symbol, t: trades, p: price, q: '0.50', T: now, m: true },
    }
  }

  function ticker(symbol: string): object {
    const [c, o] = [textOf(symbol), '900.00']
    return {
      stream: `${symbol.toLowerCase()}@ticker`,
      data: { e: '24hrTicker', E: Date.now(), s: symbol, c, o, h: '99999.00', l: o, v: '1000.00' },
    }
  }

  function textOf(symbol: string): string {
    return formatUnits(units.get(symbol) ?? 0, decimals)
  }

  const { port } = http.address() as AddressInfo
  return {
    environment: {
      EBB_MARKET: 'binance',
      EBB_BINANCE_WS_URL: `ws://127.0.0.1:${port}`,
      EBB_BINANCE_REST_URL: `http://127.0.0.1:${port}`,
    },
    prices: () => new Map([...units].map(([symbol, value]) => [symbol, value / 10 ** decimals])),
    open,
    leap(by) {
      for (const [symbol, value] of units) units.set(symbol, value + by * 10 ** decimals)
    },
    halt: () => clearInterval(timer),
    close() {
      clearInterval(timer)
      for (const socket of sockets.clients) socket.terminate()
      http.close()
      http.closeAllConnections()
    },
  }
}

function listed(symbol: string): object {
  return {
    symbol,
    status: 'TRADING',
    baseAsset: symbol.replace(/USDT$/, ''),
    quoteAsset: 'USDT',
    filters: [
      { filterType: 'PRICE_FILTER', tickSize: '0.01000000' },
      { filterType: 'LOT_SIZE', stepSize: '0.01000000' },
    ],
  }
}

function send(socket: WebSocket, frame: object): void {
  socket.send(JSON.stringify(frame))
}
