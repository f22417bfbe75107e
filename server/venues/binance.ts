import { defaultSymbols } from '../../shared/instrument.ts'
import { parseBinance } from './binance-parse.ts'
import { askCandles, askCatalogue, askWatchlist, makeBinanceRest } from './binance-rest.ts'
import { knownInstruments } from './known.ts'
import { type LiveOptions, makeLive } from './live.ts'
import type { Venue } from './venue.ts'

export interface BinanceOptions extends LiveOptions {
  wsUrl?: string | undefined
  restUrl?: string | undefined
  /** Upper case, as Binance names them. */
  symbols?: readonly string[] | undefined
}

/** Streams of each instrument: every execution, best bid and ask, 24 h figures each second. */
const channels = ['trade', 'bookTicker', 'ticker'] as const
/** Binance's limit, 1024 streams, in one connection's URL. */
const maxInstruments = Math.floor(1024 / channels.length)

/**
 * Binance spot over the combined stream. Everything is in the URL: messages to Binance are limited to
 * 5 a second, pongs included, and one too many costs two minutes.
 */
export function makeBinance(options: BinanceOptions = {}): Venue {
  const wsUrl = options.wsUrl ?? 'wss://data-stream.binance.vision'
  const rest = makeBinanceRest(options.restUrl ?? 'https://data-api.binance.vision')
  const symbols = options.symbols ?? defaultSymbols
  if (symbols.length === 0 || symbols.length > maxInstruments) {
    throw new Error(
      `Binance takes 1 to ${maxInstruments} instruments a connection: split the list.`,
    )
  }
  const known = knownInstruments('BINANCE')
  const { clock: now = Date.now } = options

  return makeLive(
    {
      name: 'BINANCE',
      title: 'Binance',
      url: (wanted) => streamUrl(wsUrl, wanted),
      parse: parseBinance,
      maxInstruments,
      watchlist: {
        known: symbols.flatMap((symbol) => known.get(symbol) ?? []),
        learn: (signal) => askWatchlist(rest, { symbols, signal }),
      },
      catalogue: (signal) => askCatalogue(rest, signal),
      history: (query, signal) => askCandles(rest, { query, signal, now }),
    },
    options,
  )
}

function streamUrl(base: string, symbols: readonly string[]): string {
  const streams = symbols.flatMap((symbol) =>
    // Lower case: an upper-case stream is acknowledged and then silent.
    channels.map((channel) => `${symbol.toLowerCase()}@${channel}`),
  )
  return `${base}/stream?streams=${streams.join('/')}`
}
