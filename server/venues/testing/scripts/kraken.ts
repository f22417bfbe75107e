import { makeKraken } from '../../kraken.ts'
import type { Script } from '../stand-in.ts'
import { candleAt, isEmpty, startsIn } from './candles.ts'

const symbols = ['BTC/USD', 'ETH/USD', 'SOL/USD'] as const
const legacy = new Map([['BTC/USD', 'XBT/USD']])
const ms = 60_000
const unknown = { error: ['EQuery:Unknown asset pair'], result: null }
const status = (system: string) => ({
  channel: 'status',
  type: 'update',
  data: [{ version: '2.0.10', system, api_version: 'v2', connection_id: 1 }],
})

/** One answer a symbol, numbers without precision, heartbeats, and a limit that takes part of a frame. */
export const krakenScript: Script = {
  name: 'KRAKEN',
  symbols,
  make: makeKraken,
  idleMs: 60_000,
  heartbeat: { channel: 'heartbeat' },
  shutdown: status('maintenance'),
  opened: (talk) => talk.send(status('online')),
  heard(message, talk) {
    const { method, params } = JSON.parse(message)
    if (method === 'ping') {
      talk.send({ method: 'pong', time_in: '2026-09-24T14:10:23.799685Z' })
      return
    }
    for (const symbol of params.symbol) {
      const topic = `${params.channel} ${symbol}`
      if (method === 'unsubscribe') talk.topics.delete(topic)
      else if (talk.world.unknown.has(symbol)) {
        const error = `Currency pair not supported ${symbol}`
        talk.send({ error, method, success: false, symbol })
        continue
      } else if (talk.world.hurryAfter !== undefined && talk.topics.size >= talk.world.hurryAfter) {
        talk.world.hurryAfter = undefined
        talk.send({ Error: 'Exceeded msg rate' })
        return
      } else talk.topics.add(topic)
      talk.answer({ method, result: { channel: params.channel, symbol }, success: true })
      if (params.snapshot) talk.send(krakenScript.ticker(symbol, 99.5)[1])
    }
  },
  trade(symbol, { price, size = 0.5, id = 1, time = Date.now() }) {
    const figures = { side: 'buy', price: numberOf(price), qty: numberOf(size), trade_id: id }
    const data = [{ symbol, ...figures, ord_type: 'limit', timestamp: isoOf(time) }]
    return [`trade ${symbol}`, { channel: 'trade', type: 'update', data }]
  },
  quote: (symbol, bid, ask) => ticker(symbol, { bid: numberOf(bid), ask: numberOf(ask) }),
  ticker: (symbol, last, time) =>
    ticker(symbol, { last: numberOf(last), bid: 99, ask: 101, ...day(last) }, time),
  rest(url) {
    const { searchParams: query } = url
    if (url.pathname === '/AssetPairs') {
      const result = Object.fromEntries(symbols.map((symbol) => [symbol, listed(symbol)]))
      return { status: 200, body: { error: [], result } }
    }
    if (url.pathname !== '/OHLC') return undefined
    const pair = query.get('pair') ?? ''
    if (!symbols.some((symbol) => symbol === pair)) return { status: 200, body: unknown }
    const starts = startsIn(Number(query.get('since')) * 1000 + 1, Date.now(), ms).slice(-721)
    const rows = starts.map((at) => {
      const [open, high, low, close, volume] = candleAt(at)
      const flat = isEmpty(at) ? [open, open, open, open, '0.0', '0.00000', 0] : undefined
      return [at / 1000, ...(flat ?? [open, high, low, close, open, volume, 3])]
    })
    const last = Math.floor(Date.now() / ms) * 60 - 60
    return { status: 200, body: { error: [], result: { [pair]: rows, last } } }
  },
  errors: {
    unknown: { status: 200, body: unknown },
    hurried: { status: 200, body: { error: ['EGeneral:Too many requests'] } },
  },
}

function ticker(symbol: string, more: object, time = Date.now()): [string, object] {
  const sizes = { bid_qty: 1, ask_qty: 2, volume: 1000 }
  const data = [{ symbol, ...sizes, ...more, timestamp: isoOf(time) }]
  return [`ticker ${symbol}`, { channel: 'ticker', type: 'update', data }]
}

/** Kraken tells the change and not the open, which here is 90. */
function day(last: unknown): object {
  const change = Math.round((Number(last) - 90) * 100) / 100
  return { high: 110, low: 80, change, change_pct: 1 }
}

function numberOf(figure: unknown): unknown {
  return typeof figure === 'string' && figure !== '' && !Number.isNaN(Number(figure))
    ? Number(figure)
    : figure
}

function isoOf(time: number): string {
  return new Date(time).toISOString().replace('Z', '123Z')
}

function listed(symbol: string): object {
  const sizes = { tick_size: '0.01', lot_decimals: 5 }
  return { wsname: legacy.get(symbol) ?? symbol, ...sizes, status: 'online' }
}
