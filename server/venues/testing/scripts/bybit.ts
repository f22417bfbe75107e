import { makeBybit } from '../../bybit.ts'
import type { Script } from '../stand-in.ts'
import { candleAt, startsIn } from './candles.ts'

const symbols = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'] as const
const ms = 60_000
const unknown = { retCode: 10001, retMsg: 'Not supported symbols', result: {}, time: 1 }
const text = (figure: unknown) => (figure === null ? null : String(figure))

/** Ten arguments a frame, of which one that is bad fails all; figures before the acknowledgement. */
export const bybitScript: Script = {
  name: 'BYBIT',
  symbols,
  make: makeBybit,
  idleMs: 60_000,
  heard(message, talk) {
    const { op, args = [], req_id } = JSON.parse(message)
    const failed = (ret_msg: string) =>
      talk.send({ success: false, ret_msg, conn_id: 'd9', req_id: '', op })
    const topicOf = (arg: string) => arg.replace(/^(orderbook\.1|\w+)\./, '$1 ')
    if (op === 'ping') {
      talk.send({ success: true, ret_msg: 'pong', conn_id: 'd9', op: 'ping' })
    } else if (op === 'unsubscribe') {
      for (const arg of args) talk.topics.delete(topicOf(arg))
      talk.answer({ success: true, ret_msg: 'unsubscribe', req_id, op })
    } else {
      if (args.length > 10) return failed('args size >10')
      for (const arg of args) {
        if (talk.world.unknown.has(topicOf(arg).split(' ')[1] ?? '')) {
          return failed(`error:handler not found,topic:${arg}`)
        }
        if (talk.topics.has(topicOf(arg))) return failed(`error:already subscribed,topic:${arg}`)
      }
      for (const arg of args) talk.topics.add(topicOf(arg))
      for (const arg of args) {
        if (arg.startsWith('tickers.')) talk.send(bybitScript.ticker(arg.slice(8), '99.5')[1])
      }
      talk.answer({ success: true, ret_msg: 'subscribe', conn_id: 'd9', req_id, op })
    }
  },
  trade(symbol, { price, size = '0.5', id = 1, time = Date.now() }) {
    const row = { i: `2290${String(id).padStart(15, '0')}`, T: time, p: text(price), v: text(size) }
    const data = [{ ...row, S: 'Buy', seq: id, s: symbol, BT: false, RPI: false }]
    const topic = `publicTrade.${symbol}`
    return [`publicTrade ${symbol}`, { topic, ts: time, type: 'snapshot', data }]
  },
  quote(symbol, bid, ask) {
    const sides = {
      b: bid === '' ? [] : [[text(bid), '1']],
      a: ask === '' ? [] : [[text(ask), '2']],
    }
    const data = { s: symbol, ...sides, u: 1, seq: 1 }
    const topic = `orderbook.1.${symbol}`
    return [`orderbook.1 ${symbol}`, { topic, type: 'snapshot', ts: Date.now(), data }]
  },
  ticker(symbol, last, time = Date.now()) {
    const day = { highPrice24h: '110', lowPrice24h: '80', prevPrice24h: '90', volume24h: '1000' }
    const data = { symbol, lastPrice: text(last), ...day, price24hPcnt: '0.1', usdIndexPrice: '' }
    const topic = `tickers.${symbol}`
    return [`tickers ${symbol}`, { topic, ts: time, type: 'snapshot', cs: 1, data }]
  },
  rest(url) {
    const { searchParams: query } = url
    switch (url.pathname) {
      case '/v5/market/instruments-info':
        return { status: 200, body: answer(symbols.map(listed)) }
      case '/v5/market/tickers':
        return { status: 200, body: answer([{ symbol: 'BTCUSDT', turnover24h: '7000000.5' }]) }
      case '/v5/market/kline': {
        if (!symbols.some((symbol) => symbol === query.get('symbol'))) {
          return { status: 200, body: unknown }
        }
        const starts = startsIn(Number(query.get('start')), Number(query.get('end')), ms)
        const rows = starts.reverse().map((at) => [String(at), ...candleAt(at), '150'])
        return { status: 200, body: answer(rows.slice(0, 1000)) }
      }
      default:
        return undefined
    }
  },
  errors: {
    unknown: { status: 200, body: unknown },
    hurried: { status: 200, body: { retCode: 10006, retMsg: 'Too many visits!', result: {} } },
  },
}

function answer(list: unknown): object {
  return { retCode: 0, retMsg: 'OK', result: { category: 'spot', list }, time: Date.now() }
}

function listed(symbol: string): object {
  const sizes = {
    lotSizeFilter: { basePrecision: '0.00001' },
    priceFilter: { tickSize: '0.01' },
  }
  return { symbol, baseCoin: symbol.slice(0, 3), quoteCoin: 'USDT', status: 'Trading', ...sizes }
}
