import type { Instrument } from '../../shared/instrument.ts'
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
} from './reading.ts'

/** An unknown instrument is named in prose alone. */
const prose = /channel:([\w-]+),\s*instId:(\S+?) doesn't exist/

/**
 * What one text frame of OKX says: okx.com/docs-v5, "WebSocket". Never throws; what is malformed
 * becomes a `refused` event. Every number is text, and each ticker a full snapshot.
 */
export function parseOkx(text: string, context: FrameContext): readonly VenueEvent[] {
  // The one frame that isn't JSON.
  if (text === 'pong') return [{ type: 'alive' }]
  return readFrame(text, (value) => {
    if ('event' in value) return readNotice(value)
    const { arg, data } = value
    if (!isFields(arg) || !Array.isArray(data)) {
      return [refused(`A frame without a channel and its data: ${shown(text)}.`)]
    }
    return data.flatMap((item: unknown) => readItem(arg.channel, item, context))
  })
}

function readNotice({ event, arg, code, msg }: Fields): readonly VenueEvent[] {
  switch (event) {
    case 'subscribe':
    case 'unsubscribe': {
      if (!isFields(arg) || typeof arg.instId !== 'string' || typeof arg.channel !== 'string') {
        return [refused(`An acknowledgement of ${shown(arg)}.`)]
      }
      const topic = { channel: arg.channel, symbol: arg.instId }
      return [{ type: 'acknowledged', op: event, topic }]
    }
    case 'notice':
      // The connection will be closed for an upgrade, in half a minute or a whole one.
      if (code === '64008') return [{ type: 'shutdown' }]
      return [refused(`OKX gives notice ${shown(code)}: ${shown(msg)}.`)]
    case 'error': {
      const reason = `OKX answered error ${shown(code)}: ${shown(msg)}.`
      // 60014: too many requests.
      if (code === '60014') return [{ type: 'hurried', reason }]
      const symbol = prose.exec(String(msg))?.[2]
      if (symbol === undefined && code !== '60012' && code !== '60018') return [refused(reason)]
      return [{ type: 'unknown', symbol, whole: false, reason }]
    }
    case 'channel-conn-count':
      return []
    default:
      return [refused(`OKX says ${shown(event)}: ${shown(code ?? msg)}.`)]
  }
}

function readItem(channel: unknown, item: unknown, context: FrameContext): VenueEvent[] {
  if (!isFields(item)) return [refused(`A frame holds ${shown(item)} where an event belongs.`)]
  const events: VenueEvent[] = []
  const event = readOf(item.instId, context, (instrument) => {
    switch (channel) {
      case 'trades':
        return readExecution(item, instrument, context)
      case 'tickers':
        // It carries the best bid and ask too, ten times a second at most.
        if (item.bidPx || item.askPx) events.push(readBest(item, instrument, context))
        return readDay(item, instrument, context)
      default:
        return refused(`An event of ${shown(channel)}, which was not subscribed.`)
    }
  })
  return [...events, event]
}

function readExecution(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  const { ts: time, px: price, sz: size, tradeId: id } = item
  const side = item.side === 'buy' || item.side === 'sell' ? item.side : undefined
  return readTrade({ time, price, size, side, id }, of, context)
}

function readBest(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  const { ts: time, bidPx: bid, bidSz: bidSize, askPx: ask, askSz: askSize } = item
  return readQuote({ time, bid, bidSize, ask, askSize }, of, context)
}

function readDay(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  const { ts: time, last, open24h: open, high24h: high, low24h: low, vol24h: volume } = item
  return readTicker({ time, last, open, high, low, volume }, of, context)
}
