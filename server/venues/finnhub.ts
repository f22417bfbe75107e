import { sessionAt } from '../../shared/sessions.ts'
import { followQuotes } from './finnhub-follow.ts'
import { makeFrameRepeats, parseFinnhub } from './finnhub-parse.ts'
import { finnhubFault, readListing, stock } from './finnhub-rest.ts'
import { type LiveOptions, makeLive } from './live.ts'
import { makeRedact, type Redact, redactedError, redactedSink } from './redact.ts'
import { makeRest, type Rest } from './rest.ts'
import type { Venue } from './venue.ts'
import { VenueError } from './venue-error.ts'

export interface FinnhubOptions extends LiveOptions {
  /** `EBB_FINNHUB_KEY`. Finnhub allows one connection a key: no other server may use it. */
  key: string
  wsUrl?: string | undefined
  restUrl?: string | undefined
  /** Heard of until something is wanted. */
  symbols?: readonly string[] | undefined
  /** How often it is looked whether a quote is due. */
  quoteEveryMs?: number | undefined
}

const defaultStocks = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'GOOGL', 'META', 'TSLA', 'SPY'] as const

/** Of a free key. */
const maxInstruments = 50
const minuteMs = 60_000

/**
 * US stocks of Finnhub: trades over the one connection that a key may have, and the previous close and
 * the day's figures from quotes. A change of a stock is since the previous close, so that is its
 * ticker's `open`.
 */
export function makeFinnhub(options: FinnhubOptions): Venue {
  const { key, symbols = defaultStocks, clock = Date.now, quoteEveryMs = 1000 } = options
  const wsUrl = options.wsUrl ?? 'wss://ws.finnhub.io'
  const redact = makeRedact(key)
  const rest = redactedRest(
    makeRest({
      venue: 'FINNHUB',
      baseUrl: options.restUrl ?? 'https://finnhub.io/api/v1',
      // 60 a minute on a free key; a header keeps the key out of every URL.
      pace: { burst: 10, everyMs: 1200 },
      headers: { 'x-finnhub-token': key },
      fault: finnhubFault,
      // Some 30,000 symbols.
      maxBytes: 32 << 20,
    }),
    redact,
  )
  const watchlist = symbols.map(stock)
  const isRepeat = makeFrameRepeats()

  const live = makeLive(
    {
      name: 'FINNHUB',
      title: 'Finnhub',
      url: () => `${wsUrl}?token=${encodeURIComponent(key)}`,
      parse(text, context) {
        const events = parseFinnhub(text, context)
        return isRepeat(text, events) ? [] : events
      },
      dialogue: {
        channels: ['trade'],
        maxTopics: 1,
        pace: { burst: maxInstruments, everyMs: 100 },
        unanswered: true,
        subscribe: ([topic]) => JSON.stringify({ type: 'subscribe', symbol: topic?.symbol }),
        unsubscribe: ([topic]) => JSON.stringify({ type: 'unsubscribe', symbol: topic?.symbol }),
      },
      maxInstruments,
      exclusive: true,
      isQuiet: (now) => sessionAt('stock', now).phase !== 'regular',
      limits: {
        // It pings about each minute, and small stocks trade every few minutes.
        silenceMs: 2.5 * minuteMs,
        quietMs: 10 * minuteMs,
        instrumentSilenceMs: 30 * minuteMs,
        cooldownMs: 30 * minuteMs,
      },
      watchlist: {
        known: watchlist,
        learn: async () => ({ instruments: watchlist, missing: [] }),
      },
      catalogue: async (signal) => readListing(await rest.get('/stock/symbol?exchange=US', signal)),
      async history({ interval }) {
        const reason = `It gives no candles (${interval}) for a free key: daily ones come from Alpha Vantage.`
        throw new VenueError('FINNHUB', { kind: 'unsupported', reason })
      },
    },
    options,
  )

  return {
    ...live,
    start(open) {
      const sink = redactedSink(open, redact)
      const running = live.start(sink)
      const quotes = followQuotes({
        ...{ rest, sink, clock, everyMs: quoteEveryMs, max: maxInstruments },
        subscribe: running.want,
      })
      quotes.begin(watchlist)
      return {
        want: quotes.want,
        stop() {
          quotes.stop()
          running.stop()
        },
      }
    },
  }
}

function redactedRest(rest: Rest, redact: Redact): Rest {
  return {
    async get(path, signal) {
      try {
        return await rest.get(path, signal)
      } catch (error) {
        throw redactedError(error, redact)
      }
    },
  }
}
