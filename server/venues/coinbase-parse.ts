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

const invalidProduct = /^(\S+) is not a valid product/

/**
 * What one text frame of Coinbase's Exchange feed says: docs.cdp.coinbase.com/exchange. Never throws;
 * what is malformed becomes a `refused` event.
 */
export function parseCoinbase(text: string, context: FrameContext): readonly VenueEvent[] {
  return readFrame(text, (value) => {
    switch (value.type) {
      case 'match':
        return [readOf(value.product_id, context, (of) => readMatch(value, of, context))]
      case 'last_match':
        // The trade before the subscription, which its first ticker tells too. Taken as a trade, it
        // would be counted again after each restart.
        return [{ type: 'alive' }]
      case 'ticker': {
        const day = readOf(value.product_id, context, (of) => readDay(value, of, context))
        if (day.type !== 'ticker') return [day]
        return [day, readOf(value.product_id, context, (of) => readBest(value, of, context))]
      }
      case 'heartbeat':
        return [{ type: 'alive' }]
      case 'subscriptions':
        return [readState(value.channels)]
      case 'error':
        return [readError(value)]
      default:
        return [refused(`An event of ${shown(value.type ?? value.channel)}, not subscribed.`)]
    }
  })
}

function readMatch(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  const { time, price, size, trade_id: id } = item
  // It names the maker's side; Ebb's is the taker's.
  const side = item.side === 'buy' ? 'sell' : item.side === 'sell' ? 'buy' : undefined
  return readTrade({ time, price, size, side, id }, of, context)
}

function readDay(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  const { time, price: last, open_24h: open, high_24h: high, low_24h: low } = item
  return readTicker({ time, last, open, high, low, volume: item.volume_24h }, of, context)
}

/** The sequence rises with gaps. */
function readBest(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  const { time, best_bid: bid, best_ask: ask, sequence: update } = item
  const { best_bid_size: bidSize, best_ask_size: askSize } = item
  return readQuote({ time, bid, bidSize, ask, askSize, update }, of, context)
}

/** All that the connection is subscribed to; `matches` stands for the channels of a product. */
function readState(channels: unknown): VenueEvent {
  if (!Array.isArray(channels)) return refused(`Subscriptions are ${shown(channels)}.`)
  const matches = channels.find((each) => isFields(each) && each.name === 'matches')
  const products: unknown = isFields(matches) ? matches.product_ids : []
  const symbols = Array.isArray(products) ? products.filter((each) => typeof each === 'string') : []
  return {
    type: 'subscriptions',
    topics: symbols.map((symbol) => ({ channel: 'matches', symbol })),
  }
}

function readError({ message, reason }: Fields): VenueEvent {
  const sentence = `Coinbase answered ${shown(message)}: ${shown(reason)}.`
  // One product that it doesn't know fails the whole frame.
  if (message === 'Failed to subscribe') {
    const symbol = invalidProduct.exec(String(reason))?.[1]
    return { type: 'unknown', symbol, whole: true, reason: sentence }
  }
  if (/rate limit/i.test(String(message))) return { type: 'hurried', reason: sentence }
  return refused(sentence)
}
