import type { Topic } from './event.ts'
import { pickWatchlist } from './listed.ts'
import { type LiveOptions, makeLive } from './live.ts'
import { parseOkx } from './okx-parse.ts'
import { askCandles, askCatalogue, makeOkxRest } from './okx-rest.ts'
import type { Dialogue } from './subscriptions.ts'
import type { Venue } from './venue.ts'

export interface OkxOptions extends LiveOptions {
  wsUrl?: string | undefined
  restUrl?: string | undefined
}

const dialogue: Dialogue = {
  channels: ['trades', 'tickers'],
  subscribe: (topics, id) => frameOf('subscribe', { topics, id }),
  unsubscribe: (topics, id) => frameOf('unsubscribe', { topics, id }),
  // A frame of 64 KB is the limit; these are 10 KB.
  maxTopics: 200,
  // 480 an hour on one connection, however much is in each.
  pace: { burst: 40, everyMs: 8_500 },
}

/** OKX spot: trades, and tickers that carry the best bid and ask too. */
export function makeOkx(options: OkxOptions = {}): Venue {
  const wsUrl = options.wsUrl ?? 'wss://ws.okx.com:8443/ws/v5/public'
  const rest = makeOkxRest(options.restUrl ?? 'https://www.okx.com')
  const { clock: now = Date.now } = options
  const catalogue = (signal: AbortSignal) => askCatalogue(rest, signal)

  return makeLive(
    {
      name: 'OKX',
      title: 'OKX',
      url: () => wsUrl,
      parse: parseOkx,
      dialogue,
      // Cut after 30 s without a word from either side. The answer isn't JSON.
      keepAlive: { everyMs: 20_000, message: 'ping' },
      maxInstruments: 500,
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
  const args = topics.map(({ channel, symbol }) => ({ channel, instId: symbol }))
  return JSON.stringify({ id: String(id), op, args })
}
