import { makeCoinbase } from '../../coinbase.ts'
import type { Script } from '../stand-in.ts'
import { candleAt, isEmpty, startsIn } from './candles.ts'

const symbols = ['BTC-USD', 'ETH-USD', 'SOL-USD'] as const
const ms = 60_000
const unknown = { message: 'NotFound' }
const text = (figure: unknown) => (figure === null ? null : String(figure))
let sequence = 0

/** The first word within 5 s, one product that is bad fails all, and answers of the whole state. */
export const coinbaseScript: Script = {
  name: 'COINBASE',
  symbols,
  make: makeCoinbase,
  // Until it has subscribed; a subscription keeps the timer from mattering.
  heartbeat: { type: 'heartbeat', last_trade_id: 1, product_id: 'BTC-USD', sequence: 1 },
  opened(talk) {
    setTimeout(() => talk.topics.size === 0 && talk.close(1000, 'no subscription'), 5000)
  },
  heard(message, talk) {
    const { type, product_ids, channels } = JSON.parse(message)
    const bad = product_ids.find((product: string) => talk.world.unknown.has(product))
    if (bad !== undefined) {
      const reason = `${bad} is not a valid product`
      talk.send({ type: 'error', message: 'Failed to subscribe', reason })
      return
    }
    for (const product of product_ids) {
      for (const channel of channels) {
        const topic = `${channel} ${product}`
        if (type === 'subscribe') talk.topics.add(topic)
        else talk.topics.delete(topic)
      }
    }
    const productsOf = (channel: string) =>
      [...talk.topics]
        .filter((topic) => topic.startsWith(`${channel} `))
        .map((t) => t.split(' ')[1])
    const state = channels.map((name: string) => ({ name, product_ids: productsOf(name) }))
    talk.answer({ type: 'subscriptions', channels: talk.topics.size > 0 ? state : [] })
    if (type !== 'subscribe') return
    for (const product of product_ids) talk.send(coinbaseScript.ticker(product, '99.5')[1])
  },
  trade(symbol, { price, size = '0.5', id = 1, time = Date.now() }) {
    const figures = { trade_id: id, side: 'sell', size: text(size), price: text(price) }
    const frame = { type: 'match', ...figures, product_id: symbol, time: isoOf(time) }
    return [`matches ${symbol}`, frame]
  },
  quote: (symbol, bid, ask) =>
    ticker(symbol, { price: '100', best_bid: text(bid), best_ask: text(ask) }),
  ticker: (symbol, last, time) =>
    ticker(symbol, { price: text(last), best_bid: '99', best_ask: '101' }, time),
  rest(url) {
    const { searchParams: query } = url
    if (url.pathname === '/products') return { status: 200, body: symbols.map(listed) }
    const product = /^\/products\/([^/]+)\/candles$/.exec(url.pathname)?.[1]
    if (product === undefined) return undefined
    if (!symbols.some((symbol) => symbol === product)) return { status: 404, body: unknown }
    const bounds = [query.get('start'), query.get('end')].map((each) => Date.parse(each ?? ''))
    const starts = startsIn(bounds[0] ?? 0, bounds[1] ?? 0, ms)
    if (starts.length > 300) return { status: 400, body: { message: 'granularity too small' } }
    const rows = starts
      .filter((at) => !isEmpty(at))
      .reverse()
      .map((at) => {
        const [open, high, low, close, volume] = candleAt(at).map(Number)
        return [at / 1000, low, high, open, close, volume]
      })
    return { status: 200, body: rows }
  },
  errors: {
    unknown: { status: 404, body: unknown },
    hurried: { status: 429, body: { message: 'Public rate limit exceeded' } },
  },
}

function ticker(product: string, more: object, time = Date.now()): [string, object] {
  sequence += 51
  const day = { open_24h: '90', volume_24h: '1000', low_24h: '80', high_24h: '110' }
  const sizes = { best_bid_size: '1', best_ask_size: '2', last_size: '1' }
  const frame = { type: 'ticker', sequence, product_id: product, ...day, ...sizes, ...more }
  return [`ticker ${product}`, { ...frame, side: 'buy', time: isoOf(time), trade_id: 1 }]
}

function isoOf(time: number): string {
  // Ours are of microseconds, and a time that is none is the year 1.
  return time <= 0
    ? '0001-01-01T00:00:00.000000Z'
    : new Date(time).toISOString().replace('Z', '123Z')
}

function listed(id: string): object {
  const [base_currency, quote_currency] = id.split('-')
  const sizes = { quote_increment: '0.01', base_increment: '0.00001' }
  return { id, base_currency, quote_currency, ...sizes, status: 'online', trading_disabled: false }
}
