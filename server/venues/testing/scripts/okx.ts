import { makeOkx } from '../../okx.ts'
import type { Script } from '../stand-in.ts'
import { candleAt, startsIn } from './candles.ts'

const symbols = ['BTC-USDT', 'ETH-USDT', 'SOL-USDT'] as const
const ms = 60_000
const unknown = { code: '51001', data: [], msg: "Instrument ID doesn't exist." }
const text = (figure: unknown) => (figure === null ? null : String(figure))

/** One answer an argument, refusals in prose, text pings, and a notice before the end. */
export const okxScript: Script = {
  name: 'OKX',
  symbols,
  make: makeOkx,
  idleMs: 30_000,
  heard(message, talk) {
    if (message === 'ping') {
      talk.send('pong')
      return
    }
    const { op, args } = JSON.parse(message)
    for (const arg of args) {
      const { channel, instId } = arg
      const topic = `${channel} ${instId}`
      if (op === 'unsubscribe') {
        talk.topics.delete(topic)
        talk.answer({ event: op, arg, connId: 'a4d3ae55' })
      } else if (talk.world.unknown.has(instId)) {
        const msg = `Subscribe failed, wrong URL or channel:${channel},instId:${instId} doesn't exist. Please use the correct URL, channel and parameters referring to API document.`
        talk.send({ event: 'error', msg, code: '60018', connId: 'a4d3ae55' })
      } else if (talk.world.hurryAfter !== undefined && talk.topics.size >= talk.world.hurryAfter) {
        talk.world.hurryAfter = undefined
        talk.send({ event: 'error', code: '60014', msg: 'Requests too frequent' })
        return
      } else {
        talk.topics.add(topic)
        talk.answer({ event: op, arg, connId: 'a4d3ae55' })
        if (channel === 'tickers') talk.send(okxScript.ticker(instId, '99.5')[1])
      }
    }
  },
  trade(symbol, { price, size = '0.5', id = 1, time = Date.now() }) {
    const data = { instId: symbol, tradeId: String(id), px: text(price), sz: text(size) }
    return [
      `trades ${symbol}`,
      {
        arg: { channel: 'trades', instId: symbol },
        data: [{ ...data, side: 'buy', ts: String(time), seqId: id }],
      },
    ]
  },
  quote: (symbol, bid, ask) => tickers(symbol, { bidPx: text(bid), askPx: text(ask), last: '' }),
  ticker(symbol, last, time) {
    return tickers(symbol, { last: text(last), bidPx: '', askPx: '' }, time)
  },
  shutdown: { event: 'notice', code: '64008', msg: 'The connection will soon be closed.' },
  rest(url) {
    const { searchParams: query } = url
    switch (url.pathname) {
      case '/api/v5/public/instruments':
        return { status: 200, body: { code: '0', msg: '', data: symbols.map(listed) } }
      case '/api/v5/market/candles':
      case '/api/v5/market/history-candles': {
        if (!symbols.some((symbol) => symbol === query.get('instId'))) {
          return { status: 200, body: unknown }
        }
        const limit = url.pathname.endsWith('history-candles') ? 100 : 300
        const [from, to] = [Number(query.get('before')) + 1, Number(query.get('after')) - 1]
        const rows = startsIn(from, to, ms)
          .reverse()
          .slice(0, limit)
          .map((at) => [
            String(at),
            ...candleAt(at),
            ...['150', '150', at + ms > Date.now() ? '0' : '1'],
          ])
        return { status: 200, body: { code: '0', msg: '', data: rows } }
      }
      default:
        return undefined
    }
  },
  errors: {
    unknown: { status: 200, body: unknown },
    hurried: { status: 429, body: { code: '50011', data: [], msg: 'Rate limit reached.' } },
  },
}

function tickers(symbol: string, more: object, time = Date.now()): [string, object] {
  const day = { open24h: '90', high24h: '110', low24h: '80', vol24h: '1000' }
  const data = { instType: 'SPOT', instId: symbol, bidSz: '1', askSz: '2', ...day, ...more }
  return [
    `tickers ${symbol}`,
    { arg: { channel: 'tickers', instId: symbol }, data: [{ ...data, ts: String(time) }] },
  ]
}

function listed(instId: string): object {
  const [baseCcy, quoteCcy] = instId.split('-')
  const sizes = { tickSz: '0.01', lotSz: '0.00001' }
  return { instType: 'SPOT', instId, baseCcy, quoteCcy, ...sizes, state: 'live' }
}
