import type { Topic } from './event.ts'
import { parseKraken } from './kraken-parse.ts'
import { askCandles, askCatalogue, makeKrakenRest } from './kraken-rest.ts'
import { pickWatchlist } from './listed.ts'
import { type LiveOptions, makeLive } from './live.ts'
import type { Dialogue } from './subscriptions.ts'
import type { Venue } from './venue.ts'

export interface KrakenOptions extends LiveOptions {
  wsUrl?: string | undefined
  restUrl?: string | undefined
}

const dialogue: Dialogue = {
  channels: ['ticker', 'trade'],
  subscribe: (topics, id) => frameOf('subscribe', { topics, id }),
  unsubscribe: (topics, id) => frameOf('unsubscribe', { topics, id }),
  maxTopics: 50,
  oneChannel: true,
  // The limit is dynamic; this is far from where it was met.
  pace: { burst: 4, everyMs: 500 },
}

/** Kraken's WebSocket v2: trades, and tickers at each change of the best bid or ask. */
export function makeKraken(options: KrakenOptions = {}): Venue {
  const wsUrl = options.wsUrl ?? 'wss://ws.kraken.com/v2'
  const rest = makeKrakenRest(options.restUrl ?? 'https://api.kraken.com/0/public')
  const { clock: now = Date.now } = options
  const catalogue = (signal: AbortSignal) => askCatalogue(rest, signal)

  return makeLive(
    {
      name: 'KRAKEN',
      title: 'Kraken',
      url: () => wsUrl,
      parse: parseKraken,
      dialogue,
      keepAlive: { everyMs: 30_000, message: '{"method":"ping"}' },
      maxInstruments: 500,
      // About 150 connections in ten minutes lead to a ban; in maintenance 5 s is asked for.
      limits: { minDelayMs: 5_000 },
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

function frameOf(method: string, { topics, id }: { topics: readonly Topic[]; id: number }): string {
  const channel = topics[0]?.channel
  const symbol = topics.map((topic) => topic.symbol)
  const trigger = channel === 'ticker' ? { event_trigger: 'bbo' } : {}
  // A snapshot of trades would be the last 50, counted again after each restart.
  const snapshot = method === 'subscribe' ? { snapshot: channel === 'ticker' } : {}
  const params = { channel, symbol, ...trigger, ...snapshot }
  return JSON.stringify({ method, params, req_id: id })
}
