import type { Instrument } from '../../shared/instrument.ts'
import { formatUnits, parseUnits } from '../../shared/price.ts'
import type { VenueEvent } from './event.ts'
import {
  type Fields,
  type FrameContext,
  isFields,
  readFrame,
  readOf,
  readQuote,
  readTicker,
  readTrade,
  refused,
  shown,
  timeOf,
} from './reading.ts'

const topicShape = /^(publicTrade|orderbook\.1|tickers)\.([\p{L}\p{N}]+)$/u

/**
 * What one text frame of Bybit v5 spot says: bybit-exchange.github.io/docs/v5/websocket. Never throws;
 * what is malformed becomes a `refused` event.
 */
export function parseBybit(text: string, context: FrameContext): readonly VenueEvent[] {
  return readFrame(text, (value) => {
    if (typeof value.topic !== 'string') return readAnswer(value)
    const [, channel, symbol] = topicShape.exec(value.topic) ?? []
    const { data, ts } = value
    switch (channel) {
      case 'publicTrade':
        if (!Array.isArray(data)) return [refused(`Trades of ${symbol} are ${shown(data)}.`)]
        return data.map((item: unknown) =>
          readOf(symbol, context, (of) => readExecution(item, of, context)),
        )
      case 'orderbook.1':
        return [readOf(symbol, context, (of) => readBest({ ts, data }, of, context))]
      case 'tickers':
        return readDay({ ...value, symbol }, context)
      default:
        return [refused(`An event of ${shown(value.topic)}, which was not subscribed.`)]
    }
  })
}

/** Acknowledgements name no topic; pongs are called "ping" by the spot market and "pong" by others. */
function readAnswer({ op, success, ret_msg: message }: Fields): readonly VenueEvent[] {
  if (op === 'pong' || (op === 'ping' && success !== false)) return [{ type: 'alive' }]
  if ((op === 'subscribe' || op === 'unsubscribe') && success === true) {
    return [{ type: 'acknowledged', op, topic: undefined }]
  }
  const reason = `Bybit answered ${shown(message)} to ${shown(op)}.`
  if (op !== 'subscribe' && op !== 'unsubscribe') return [refused(reason)]
  const [, channel, symbol] = topicShape.exec(String(message).split('topic:')[1] ?? '') ?? []
  if (String(message).includes('already subscribed') && channel && symbol) {
    return [{ type: 'already', topic: { channel, symbol } }]
  }
  // One topic that it doesn't know fails the whole frame.
  return [{ type: 'unknown', symbol, whole: true, reason }]
}

function readExecution(item: unknown, of: Instrument, context: FrameContext): VenueEvent {
  if (!isFields(item)) return refused(`A trade of ${of.symbol} is ${shown(item)}.`)
  const { T: time, p: price, v: size, S: taker, i } = item
  const side = taker === 'Buy' ? 'buy' : taker === 'Sell' ? 'sell' : undefined
  // Nineteen digits don't fit a number; those of the last fifteen that matter here do.
  const id = typeof i === 'string' && /^\d+$/.test(i) ? i.slice(-15) : undefined
  return readTrade({ time, price, size, side, id }, of, context)
}

/** Each message is a snapshot, sent again after 3 s without a change. A side that is empty is absent. */
function readBest({ ts, data }: Fields, of: Instrument, context: FrameContext): VenueEvent {
  if (!isFields(data)) return refused(`A book of ${of.symbol} is ${shown(data)}.`)
  const [bid, bidSize] = levelOf(data.b)
  const [ask, askSize] = levelOf(data.a)
  return readQuote({ time: ts, bid, bidSize, ask, askSize }, of, context)
}

function levelOf(levels: unknown): unknown[] {
  const [best] = Array.isArray(levels) ? levels : []
  return Array.isArray(best) ? best : []
}

function readDay({ symbol, type, ts: time, data }: Fields, context: FrameContext): VenueEvent[] {
  // A delta leaves out what hasn't changed; one without a figure of ours says nothing.
  const isIdle = type === 'delta' && isFields(data) && !figures.some((name) => name in data)
  if (isIdle && timeOf(time, context.now) !== undefined) return []
  return [readOf(symbol, context, (of) => readFigures({ time, data }, of, context))]
}

const figures = ['lastPrice', 'prevPrice24h', 'highPrice24h', 'lowPrice24h', 'volume24h']

function readFigures({ time, data }: Fields, of: Instrument, context: FrameContext): VenueEvent {
  if (!isFields(data)) return refused(`A ticker of ${of.symbol} is ${shown(data)}.`)
  const { lastPrice: last, highPrice24h: high, lowPrice24h: low, volume24h: volume } = data
  const open = data.prevPrice24h ?? openOf(last, data.price24hPcnt, of)
  return readTicker({ time, last, open, high, low, volume }, of, context)
}

/** The open from a change that is a fraction, of four decimals: -0.0127 is 1.27 % down. */
function openOf(last: unknown, fraction: unknown, of: Instrument): string | undefined {
  const units = parseUnits(last, of.decimals)
  const change = Number(fraction)
  if (units === undefined || typeof fraction !== 'string' || !(change > -1)) return undefined
  return formatUnits(Math.round(units / (1 + change)), of.decimals)
}
