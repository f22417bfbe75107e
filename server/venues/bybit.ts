import { parseBybit } from './bybit-parse.ts'
import { askCandles, askCatalogue, makeBybitRest } from './bybit-rest.ts'
import type { Topic } from './event.ts'
import { pickWatchlist } from './listed.ts'
import { type LiveOptions, makeLive } from './live.ts'
import type { Dialogue } from './subscriptions.ts'
import type { Venue } from './venue.ts'

export interface BybitOptions extends LiveOptions {
  wsUrl?: string | undefined
  restUrl?: string | undefined
}

const dialogue: Dialogue = {
  channels: ['publicTrade', 'orderbook.1', 'tickers'],
  subscribe: (topics, id) => frameOf('subscribe', { topics, id }),
  unsubscribe: (topics, id) => frameOf('unsubscribe', { topics, id }),
  // The spot market's limit.
  maxTopics: 10,
  pace: { burst: 10, everyMs: 100 },
}

/** Bybit spot: trades, the best level of the book, and tickers, which have neither bid nor ask. */
export function makeBybit(options: BybitOptions = {}): Venue {
  const wsUrl = options.wsUrl ?? 'wss://stream.bybit.com/v5/public/spot'
  const rest = makeBybitRest(options.restUrl ?? 'https://api.bybit.com')
  const { clock: now = Date.now } = options
  const catalogue = (signal: AbortSignal) => askCatalogue(rest, signal)

  return makeLive(
    {
      name: 'BYBIT',
      title: 'Bybit',
      url: () => wsUrl,
      parse: parseBybit,
      dialogue,
      keepAlive: { everyMs: 20_000, message: '{"op":"ping"}' },
      // 21,000 characters of topics on one connection, and three topics each.
      maxInstruments: 300,
      watchlist: {
        known: [],
        learn: async (signal) => pickWatchlist(await catalogue(signal), ['USDT', 'USD']),
      },
      catalogue,
      history: (query, signal) => askCandles(rest, { query, signal, now }),
    },
    options,
  )
}

function frameOf(op: string, { topics, id }: { topics: readonly Topic[]; id: number }): string {
  const args = topics.map(({ channel, symbol }) => `${channel}.${symbol}`)
  return JSON.stringify({ req_id: String(id), op, args })
}
