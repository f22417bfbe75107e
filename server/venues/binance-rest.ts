import type { Candle } from '../../shared/candle.ts'
import type { CatalogueEntry, InstrumentStatus } from '../../shared/catalogue.ts'
import type { Instrument } from '../../shared/instrument.ts'
import { candlesOf, pagesOf, type Row, readRows } from './klines.ts'
import { readList, readListed } from './listed.ts'
import { isFields, shown } from './reading.ts'
import { makeRest, type Rest } from './rest.ts'
import { withTurnover } from './turnover.ts'
import type { HistoryQuery } from './venue.ts'
import { VenueError, type VenueFault } from './venue-error.ts'

const venue = 'BINANCE'

/** 6000 of weight a minute, of which a page of candles costs 2. */
export function makeBinanceRest(baseUrl: string): Rest {
  return makeRest({ venue, baseUrl, pace: { burst: 20, everyMs: 50 }, fault: binanceFault })
}

export function binanceFault(body: unknown): VenueFault | undefined {
  if (!isFields(body) || typeof body.code !== 'number') return undefined
  const reason = `It answered error ${body.code}: ${shown(body.msg)}.`
  switch (body.code) {
    case -1121:
      return { kind: 'unknown-instrument', reason }
    case -1003:
      return { kind: 'rate-limited', reason }
    default:
      return { kind: 'refused', reason }
  }
}

export async function askCatalogue(rest: Rest, signal: AbortSignal): Promise<CatalogueEntry[]> {
  const answer = await rest.get(
    '/api/v3/exchangeInfo?permissions=SPOT&showPermissionSets=false',
    signal,
  )
  return withTurnover(readExchangeInfo(answer), {
    rows: rest.get('/api/v3/ticker/24hr?type=MINI', signal),
    fields: { symbol: 'symbol', turnover: 'quoteVolume' },
  })
}

export function readExchangeInfo(answer: unknown): CatalogueEntry[] {
  return readList(venue, {
    rows: isFields(answer) ? answer.symbols : answer,
    read: (row) => (isFields(row) ? readRow(row) : undefined),
  })
}

function readRow(row: Record<string, unknown>): CatalogueEntry | undefined {
  const { symbol, baseAsset: base, quoteAsset: quote, filters } = row
  const tick = filterOf(filters, 'PRICE_FILTER')?.tickSize
  const lot = filterOf(filters, 'LOT_SIZE')?.stepSize
  return readListed(venue, { symbol, base, quote, tick, lot, status: statusOf(row.status) })
}

/** BREAK is what a pair becomes that was delisted, or renamed as MATIC was to POL. */
function statusOf(status: unknown): InstrumentStatus {
  if (status === 'TRADING') return 'trading'
  return status === 'BREAK' ? 'dead' : 'halted'
}

function filterOf(filters: unknown, type: string): Record<string, unknown> | undefined {
  if (!Array.isArray(filters)) return undefined
  return filters.find((filter) => isFields(filter) && filter.filterType === type)
}

/** The symbols of the watchlist that trade, in the order asked, and a sentence for each of the others. */
export async function askWatchlist(
  rest: Rest,
  { symbols, signal }: { symbols: readonly string[]; signal: AbortSignal },
): Promise<{ instruments: Instrument[]; missing: string[] }> {
  const ask = (query: string) => rest.get(`/api/v3/exchangeInfo?${query}`, signal)
  try {
    const answer = await ask(`symbols=${encodeURIComponent(JSON.stringify(symbols))}`)
    return readWatchlist([answer], symbols)
  } catch (error) {
    if (!isUnknown(error)) throw error
  }
  // One name that Binance doesn't know fails the whole question: find it by asking one by one.
  const answers: unknown[] = []
  for (const symbol of symbols) {
    try {
      answers.push(await ask(`symbol=${encodeURIComponent(symbol)}`))
    } catch (error) {
      if (!isUnknown(error)) throw error
    }
  }
  return readWatchlist(answers, symbols)
}

/** Whatever is malformed in the answers counts as missing. */
export function readWatchlist(answers: readonly unknown[], symbols: readonly string[]) {
  const rows = answers.flatMap((answer): unknown[] =>
    isFields(answer) && Array.isArray(answer.symbols) ? answer.symbols : [],
  )
  const instruments: Instrument[] = []
  const missing: string[] = []
  for (const symbol of symbols) {
    const row = rows.find((each) => isFields(each) && each.symbol === symbol)
    if (!isFields(row)) missing.push(`Binance does not list ${symbol}: it is not subscribed.`)
    else if (row.status !== 'TRADING') {
      const status = shown(row.status)
      missing.push(`${symbol} does not trade (its status is ${status}): not subscribed.`)
    } else {
      const entry = readRow(row)
      if (!entry) missing.push(`exchangeInfo has no readable tick and lot for ${symbol}.`)
      else {
        const { kind: _kind, status: _status, ...instrument } = entry
        instruments.push(instrument)
      }
    }
  }
  return { instruments, missing }
}

function isUnknown(error: unknown): boolean {
  return error instanceof VenueError && error.kind === 'unknown-instrument'
}

/** Oldest first, 1000 rows a page. */
export async function askCandles(
  rest: Rest,
  { query, signal, now }: { query: HistoryQuery; signal: AbortSignal; now: () => number },
): Promise<Candle[]> {
  const { instrument, interval } = query
  const rows: Row[] = []
  for (const { from, last } of pagesOf(query, 1000)) {
    const answer = await rest.get(
      `/api/v3/klines?symbol=${encodeURIComponent(instrument.symbol)}&interval=${interval}&startTime=${from}&endTime=${last}&limit=1000`,
      signal,
    )
    rows.push(...readKlines(answer))
  }
  return candlesOf(rows, query, now())
}

export function readKlines(answer: unknown): Row[] {
  return readRows(venue, {
    rows: answer,
    read: ([time, open, high, low, close, volume]) => ({ time, open, high, low, close, volume }),
  })
}
