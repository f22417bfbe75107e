import { makeBinance } from '../../binance.ts'
import { answerRest } from '../exchange-rest.ts'
import type { Script } from '../stand-in.ts'
import { candleAt, startsIn } from './candles.ts'

const symbols = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'] as const
const ms = 60_000
const unknown = { code: -1121, msg: 'Invalid symbol.' }
const text = (figure: unknown) => (figure === null ? null : String(figure))
let updates = 0

/** Everything in the URL, silence for what it doesn't know, and an event before the end. */
export const binanceScript: Script = {
  name: 'BINANCE',
  symbols,
  make: (options) => makeBinance({ ...options, symbols }),
  opened(talk, url) {
    for (const stream of url.searchParams.get('streams')?.split('/') ?? []) {
      const [symbol = '', channel] = stream.split('@')
      if (!talk.world.unknown.has(symbol.toUpperCase())) {
        talk.topics.add(`${channel} ${symbol.toUpperCase()}`)
      }
    }
  },
  heard: (_message, talk) => talk.close(1008, 'Too many requests'),
  trade(symbol, { price, size = '0.5', id = 1, time = Date.now() }) {
    const data = { e: 'trade', E: time, s: symbol, t: id, p: text(price), q: text(size), T: time }
    return [`trade ${symbol}`, { stream: 'x', data: { ...data, m: false, M: true } }]
  },
  quote(symbol, bid, ask) {
    updates += 1
    const data = {
      u: updates,
      s: symbol,
      b: text(bid) || '0.00',
      B: '1',
      a: text(ask) || '0.00',
      A: '2',
    }
    return [`bookTicker ${symbol}`, { stream: 'x', data }]
  },
  ticker(symbol, last, time = Date.now()) {
    const data = { e: '24hrTicker', E: time, s: symbol, c: text(last), o: '90', h: '110', l: '80' }
    return [`ticker ${symbol}`, { stream: 'x', data: { ...data, v: '1000' } }]
  },
  shutdown: { e: 'serverShutdown', E: 1770123456789 },
  rest(url) {
    const { searchParams: query } = url
    if (url.pathname !== '/api/v3/klines') {
      const { status, body } = answerRest(url, {})
      return { status, body: status === 404 ? {} : JSON.parse(body) }
    }
    if (!symbols.some((symbol) => symbol === query.get('symbol'))) {
      return { status: 400, body: unknown }
    }
    const starts = startsIn(Number(query.get('startTime')), Number(query.get('endTime')), ms)
    const rows = starts.slice(0, 1000).map((at) => [at, ...candleAt(at), at + ms - 1, '150', 3])
    return { status: 200, body: rows }
  },
  errors: {
    unknown: { status: 400, body: unknown },
    hurried: { status: 429, body: { code: -1003, msg: 'Too much request weight used.' } },
  },
}
