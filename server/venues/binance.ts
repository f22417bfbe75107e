import { defaultSymbols, type Instrument } from '../../shared/instrument.ts'
import { askCatalogue } from './binance-catalogue.ts'
import { parseBinance } from './binance-parse.ts'
import { knownInstruments } from './known.ts'
import { backoff, parkOf } from './retry.ts'
import { type SupervisedSocket, supervise } from './socket.ts'
import { defaultLimits, type SocketLimits } from './socket-limits.ts'
import type { Venue, VenueSink } from './venue.ts'

export interface BinanceOptions {
  wsUrl?: string | undefined
  restUrl?: string | undefined
  /** Upper case, as Binance names them. */
  symbols?: readonly string[] | undefined
  /** How long the first connection waits for the catalogue, so that it needn't be made twice. */
  catalogueWaitMs?: number | undefined
  limits?: Partial<SocketLimits> | undefined
  clock?: (() => number) | undefined
  random?: (() => number) | undefined
}

/** Streams of each instrument: every execution, best bid and ask, 24 h figures each second. */
const channels = ['trade', 'bookTicker', 'ticker'] as const
/** Binance's limit, 1024 streams, in one connection's URL. */
const maxSymbols = Math.floor(1024 / channels.length)

/**
 * Binance spot over the combined stream. Everything is in the URL: messages to Binance are limited to
 * 5 a second, pongs included, and one too many costs two minutes.
 */
export function makeBinance(options: BinanceOptions = {}): Venue {
  const wsUrl = trimmed(options.wsUrl ?? 'wss://data-stream.binance.vision')
  const restUrl = trimmed(options.restUrl ?? 'https://data-api.binance.vision')
  const symbols = options.symbols ?? defaultSymbols
  const { catalogueWaitMs = 1000, clock = Date.now, random = Math.random } = options
  if (symbols.length === 0 || symbols.length > maxSymbols) {
    throw new Error(`Binance takes 1 to ${maxSymbols} instruments a connection: split the list.`)
  }

  return {
    name: 'BINANCE',
    market: 'live',
    start(sink) {
      const stopping = new AbortController()
      const known = knownInstruments('BINANCE')
      let instruments = bySymbol(symbols.flatMap((symbol) => known.get(symbol) ?? []))
      let socket: SupervisedSocket | undefined
      let retryTimer: NodeJS.Timeout | undefined

      const connect = () => {
        clearTimeout(connectTimer)
        if (socket || instruments.size === 0) return
        socket = supervise(
          {
            url: () => streamUrl(wsUrl, instruments),
            instruments: () => [...instruments.values()].map(({ id }) => id),
            parse: (text, receivedAt) =>
              parseBinance(text, { instruments, receivedAt, now: receivedAt }),
          },
          { sink, limits: options.limits, clock, random },
        )
      }
      const connectTimer = setTimeout(connect, catalogueWaitMs)
      announce(sink, instruments)
      void learn(1)

      async function learn(attempt: number): Promise<void> {
        const answer = await askCatalogue(restUrl, { symbols, signal: stopping.signal })
        if (stopping.signal.aborted) return
        if (answer.ok) {
          for (const sentence of answer.catalogue.missing) sink.refused(sentence)
          adopt(bySymbol(answer.catalogue.trading))
        } else {
          sink.refused(`The instruments of Binance are not known for sure. ${answer.reason}`)
          const { status = 0, retryAfterMs = parkOf(status, pauses) ?? 0 } = answer
          const pause = backoff({ failures: attempt, random, limits: pauses })
          retryTimer = setTimeout(() => void learn(attempt + 1), Math.max(pause, retryAfterMs))
        }
        connect()
      }

      function adopt(next: Map<string, Instrument>): void {
        if (isSame(instruments, next) || next.size === 0) return
        const resubscribe = streamUrl(wsUrl, instruments) !== streamUrl(wsUrl, next)
        instruments = next
        announce(sink, next)
        if (resubscribe) socket?.renew()
      }

      return () => {
        stopping.abort()
        clearTimeout(connectTimer)
        clearTimeout(retryTimer)
        socket?.stop()
      }
    },
  }
}

/** Between questions for the catalogue while it doesn't come. */
const pauses = { ...defaultLimits, backoffMs: 5000, maxBackoffMs: 600_000, minDelayMs: 1000 }

function announce(sink: VenueSink, instruments: ReadonlyMap<string, Instrument>): void {
  if (instruments.size > 0) sink.instruments([...instruments.values()])
}

function streamUrl(base: string, instruments: ReadonlyMap<string, Instrument>): string {
  const streams = [...instruments.keys()].flatMap((symbol) =>
    // Lower case: an upper-case stream is acknowledged and then silent.
    channels.map((channel) => `${symbol.toLowerCase()}@${channel}`),
  )
  return `${base}/stream?streams=${streams.join('/')}`
}

function isSame(a: ReadonlyMap<string, Instrument>, b: ReadonlyMap<string, Instrument>): boolean {
  return (
    JSON.stringify([...a.values()].map(figures)) === JSON.stringify([...b.values()].map(figures))
  )
}

function figures({ symbol, base, quote, decimals, sizeDecimals }: Instrument) {
  return [symbol, base, quote, decimals, sizeDecimals]
}

function bySymbol(list: readonly Instrument[]): Map<string, Instrument> {
  return new Map(list.map((instrument) => [instrument.symbol, instrument]))
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '')
}
