import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { type Instrument, instrumentId, parseSymbol } from '../../shared/instrument.ts'
import { newYorkDay } from '../../shared/new-york.ts'
import { sessionAt } from '../../shared/sessions.ts'
import type { Ticker } from '../../shared/trade.ts'
import { type Fields, isFields, readTicker, shown } from './reading.ts'
import { VenueError, type VenueFault } from './venue-error.ts'

/**
 * Finnhub tells no tick. Prices of US stocks are printed to a hundredth of a cent, and sizes are whole
 * shares.
 */
const figures = { decimals: 4, sizeDecimals: 0 } as const

export function stock(symbol: string): Instrument {
  const id = instrumentId('FINNHUB', symbol)
  return { id, venue: 'FINNHUB', symbol, base: symbol, quote: 'USD', ...figures }
}

/** Its errors are `{"error": sentence}` with a status; wrong keys are 401. */
export function finnhubFault(body: unknown): VenueFault | undefined {
  if (!isFields(body) || body.error === undefined) return undefined
  const reason = `Finnhub answered an error: ${shown(body.error)}.`
  return /key/i.test(String(body.error))
    ? { kind: 'forbidden', reason: `${reason} Set EBB_FINNHUB_KEY to a valid key.` }
    : { kind: 'refused', reason }
}

/**
 * An answer of /quote as the day's figures: `open` is the close that the change of a stock is measured
 * against, the previous day's. A symbol that Finnhub doesn't know is answered with zeros, and throws a
 * `VenueError` as what isn't a quote does.
 */
export function readQuoteOf(of: Instrument, body: unknown, receivedAt: number): Ticker {
  if (!isFields(body)) throw malformed(of, body)
  const { c, h, l, pc, t } = body
  if (c === 0 && t === 0) {
    const reason = `It does not know ${of.symbol}: its quote is all zeros.`
    throw new VenueError('FINNHUB', { kind: 'unknown-instrument', reason })
  }
  const time = typeof t === 'number' ? t * 1000 : undefined
  // Before the market opens, the newest close is itself the one that today is measured against.
  const isOfEarlierDay =
    time !== undefined &&
    sessionAt('stock', receivedAt).phase === 'pre' &&
    newYorkDay(time) < newYorkDay(receivedAt)
  const day = isOfEarlierDay
    ? { open: c, high: undefined, low: undefined }
    : { open: pc, high: h, low: l }
  const event = readTicker({ time, last: c, ...day, volume: undefined }, of, {
    instruments: new Map(),
    receivedAt,
    now: receivedAt,
  })
  if (event.type !== 'ticker') throw malformed(of, body)
  return event.ticker
}

/**
 * An answer of /stock/symbol: what is listed on an exchange in dollars. Pink sheets are left out, as
 * the feed has none.
 */
export function readListing(body: unknown): CatalogueEntry[] {
  if (!Array.isArray(body)) {
    const reason = `Its list of symbols is ${shown(body)}.`
    throw new VenueError('FINNHUB', { kind: 'malformed', reason })
  }
  return body.flatMap((row) => (isFields(row) ? (readListed(row) ?? []) : []))
}

function readListed({ symbol, currency, mic, description }: Fields): CatalogueEntry | undefined {
  if (typeof symbol !== 'string' || currency !== 'USD' || mic === 'OOTC') return undefined
  if (parseSymbol(symbol)?.symbol !== symbol) return undefined
  const fullName = typeof description === 'string' ? description.trim().slice(0, 80) : ''
  return { ...stock(symbol), kind: 'stock', status: 'trading', ...(fullName && { fullName }) }
}

function malformed(of: Instrument, body: unknown): VenueError {
  const reason = `Its quote of ${of.symbol} is ${shown(body)}.`
  return new VenueError('FINNHUB', { kind: 'malformed', reason })
}
