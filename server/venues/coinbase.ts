import { parseCoinbase } from './coinbase-parse.ts'
import { askCandles, askCatalogue, makeCoinbaseRest } from './coinbase-rest.ts'
import type { Topic } from './event.ts'
import { pickWatchlist } from './listed.ts'
import { type LiveOptions, makeLive } from './live.ts'
import type { Dialogue } from './subscriptions.ts'
import type { Venue } from './venue.ts'

export interface CoinbaseOptions extends LiveOptions {
  wsUrl?: string | undefined
  restUrl?: string | undefined
}

const dialogue: Dialogue = {
  // A product's channels are subscribed together; this one stands for them in the answers.
  channels: ['matches'],
  subscribe: (topics) => frameOf('subscribe', topics),
  unsubscribe: (topics) => frameOf('unsubscribe', topics),
  maxTopics: 50,
  // 100 a second are allowed. The first must go within 5 s of connecting.
  pace: { burst: 20, everyMs: 100 },
}

/** Coinbase's Exchange feed: matches, tickers with the best bid and ask, and heartbeats. */
export function makeCoinbase(options: CoinbaseOptions = {}): Venue {
  const wsUrl = options.wsUrl ?? 'wss://ws-feed.exchange.coinbase.com'
  const rest = makeCoinbaseRest(options.restUrl ?? 'https://api.exchange.coinbase.com')
  const { clock: now = Date.now } = options
  const catalogue = (signal: AbortSignal) => askCatalogue(rest, signal)

  return makeLive(
    {
      name: 'COINBASE',
      title: 'Coinbase',
      url: () => wsUrl,
      parse: parseCoinbase,
      dialogue,
      maxInstruments: 500,
      watchlist: {
        known: [],
        learn: async (signal) => pickWatchlist(await catalogue(signal), ['USD', 'USDT']),
      },
      catalogue,
      history: (query, signal) => askCandles(rest, { query, signal, now }),
    },
    options,
  )
}

function frameOf(type: string, topics: readonly Topic[]): string {
  const products = topics.map(({ symbol }) => symbol)
  return JSON.stringify({
    type,
    product_ids: products,
    channels: ['matches', 'ticker', 'heartbeat'],
  })
}
