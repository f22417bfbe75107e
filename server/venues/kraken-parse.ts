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
} from './reading.ts'

/**
 * What one text frame of Kraken's WebSocket v2 says: docs.kraken.com/api/docs/websocket-v2. Never
 * throws; what is malformed becomes a `refused` event. Numbers are JSON numbers, so their decimals are
 * the instrument's and never counted from the text.
 */
export function parseKraken(text: string, context: FrameContext): readonly VenueEvent[] {
  return readFrame(text, (value) => {
    if (typeof value.Error === 'string') {
      return [{ type: 'hurried', reason: `Kraken answered ${shown(value.Error)}.` }]
    }
    if ('method' in value) return readAnswer(value)
    const { channel, data } = value
    if (channel === 'heartbeat') return [{ type: 'alive' }]
    if (!Array.isArray(data)) return [refused(`A frame of ${shown(channel)} without its data.`)]
    switch (channel) {
      case 'status':
        return data.flatMap(readStatus)
      case 'trade':
        return readEach(data, context, readExecution)
      case 'ticker': {
        // Where nothing traded for a day there is a book alone.
        const traded = data.filter((item) => !isFields(item) || 'last' in item)
        return [...readEach(data, context, readBest), ...readEach(traded, context, readDay)]
      }
      default:
        return [refused(`An event of ${shown(channel)}, which was not subscribed.`)]
    }
  })
}

function readEach(
  data: readonly unknown[],
  context: FrameContext,
  read: (item: Fields, of: Instrument, context: FrameContext) => VenueEvent,
): VenueEvent[] {
  return data.map((item) =>
    isFields(item)
      ? readOf(item.symbol, context, (of) => read(item, of, context))
      : refused(`A frame holds ${shown(item)} where an event belongs.`),
  )
}

/** One answer for each symbol; an error names the symbol and not the channel. */
function readAnswer({ method, success, result, error, symbol }: Fields): readonly VenueEvent[] {
  if (method === 'pong') return [{ type: 'alive' }]
  if (method !== 'subscribe' && method !== 'unsubscribe') {
    return [refused(`Kraken answered ${shown(method)}: ${shown(error)}.`)]
  }
  if (success === true && isFields(result)) {
    const topic = { channel: String(result.channel), symbol: String(result.symbol) }
    return [{ type: 'acknowledged', op: method, topic }]
  }
  const reason = `Kraken answered ${shown(error)}.`
  if (/rate/i.test(String(error))) return [{ type: 'hurried', reason }]
  return [
    {
      type: 'unknown',
      symbol: typeof symbol === 'string' ? symbol : undefined,
      whole: false,
      reason,
    },
  ]
}

/** The first frame of each connection, and told again when it changes. */
function readStatus(item: unknown): VenueEvent[] {
  const system = isFields(item) ? item.system : undefined
  switch (system) {
    case 'online':
      return [{ type: 'alive' }]
    case 'maintenance':
      return [refused('Kraken is in maintenance.'), { type: 'shutdown' }]
    default:
      return [refused(`Kraken's system is ${shown(system)}.`)]
  }
}

function readExecution(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  const { timestamp: time, price, qty: size, trade_id: id } = item
  const side = item.side === 'buy' || item.side === 'sell' ? item.side : undefined
  return readTrade({ time, price, size, side, id }, of, context)
}

/** A dead market has a book of zeros at 1970. */
function readBest(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  const { timestamp: time, bid, bid_qty: bidSize, ask, ask_qty: askSize } = item
  return readQuote({ time, bid, bidSize, ask, askSize }, of, context)
}

function readDay(item: Fields, of: Instrument, context: FrameContext): VenueEvent {
  const { timestamp: time, last, high, low, volume } = item
  return readTicker({ time, last, open: openOf(item, of), high, low, volume }, of, context)
}

/** Kraken tells the change since, as a price and in per cent, and not the open. */
function openOf({ last, change, change_pct: percent }: Fields, of: Instrument): string | undefined {
  const units = parseUnits(last, of.decimals)
  const by = parseUnits(change, of.decimals)
  if (units === undefined) return undefined
  if (by !== undefined) return units > by ? formatUnits(units - by, of.decimals) : undefined
  if (typeof percent !== 'number' || !(percent > -100)) return undefined
  return formatUnits(Math.round(units / (1 + percent / 100)), of.decimals)
}
