import type { Candle } from '../../shared/candle.ts'
import type { CatalogueEntry, InstrumentStatus } from '../../shared/catalogue.ts'
import { candlesOf, pagesOf, type Row, readRows } from './klines.ts'
import { readList, readListed, withBoundedSize } from './listed.ts'
import { isFields, shown } from './reading.ts'
import { makeRest, type Rest } from './rest.ts'
import { withTurnover } from './turnover.ts'
import type { HistoryQuery } from './venue.ts'
import type { VenueFault } from './venue-error.ts'

const venue = 'BYBIT'

/** 600 questions in 5 s; one too many costs ten minutes. */
export function makeBybitRest(baseUrl: string): Rest {
  return makeRest({ venue, baseUrl, pace: { burst: 20, everyMs: 50 }, fault: bybitFault })
}

/** Errors come with HTTP 200; `retCode` is 0 where all is well. */
export function bybitFault(body: unknown): VenueFault | undefined {
  if (!isFields(body) || body.retCode === 0) return undefined
  const reason = `It answered error ${shown(body.retCode)}: ${shown(body.retMsg)}.`
  if (body.retCode === 10006) return { kind: 'rate-limited', reason }
  // 10001 is every wrong parameter; of those only the symbol isn't ours.
  if (body.retCode === 10001 && /symbol/i.test(String(body.retMsg))) {
    return { kind: 'unknown-instrument', reason }
  }
  return { kind: 'refused', reason }
}

export async function askCatalogue(rest: Rest, signal: AbortSignal): Promise<CatalogueEntry[]> {
  const listed = await rest.get('/v5/market/instruments-info?category=spot', signal)
  return withTurnover(readInstruments(listed), {
    rows: rest.get('/v5/market/tickers?category=spot', signal).then(listOf),
    fields: { symbol: 'symbol', turnover: 'turnover24h' },
  })
}

export function readInstruments(answer: unknown): CatalogueEntry[] {
  return readList(venue, {
    rows: listOf(answer),
    read(row) {
      if (!isFields(row)) return undefined
      const { symbol, baseCoin: base, quoteCoin: quote, priceFilter, lotSizeFilter } = row
      const tick = isFields(priceFilter) ? priceFilter.tickSize : undefined
      const lot = isFields(lotSizeFilter) ? lotSizeFilter.basePrecision : undefined
      const status = statuses.get(row.status) ?? 'halted'
      const entry = readListed(venue, { symbol, base, quote, tick, lot, status })
      return entry && withBoundedSize(entry)
    },
  })
}

const statuses = new Map<unknown, InstrumentStatus>([
  ['Trading', 'trading'],
  ['Closed', 'dead'],
])

const intervals = { '1m': '1', '1h': '60', '1d': 'D' } as const

export async function askCandles(
  rest: Rest,
  { query, signal, now }: { query: HistoryQuery; signal: AbortSignal; now: () => number },
): Promise<Candle[]> {
  const { instrument, interval } = query
  const rows: Row[] = []
  for (const { from, last } of pagesOf(query, 1000)) {
    const answer = await rest.get(
      `/v5/market/kline?category=spot&symbol=${encodeURIComponent(instrument.symbol)}&interval=${intervals[interval]}&start=${from}&end=${last}&limit=1000`,
      signal,
    )
    rows.push(...readCandles(answer))
  }
  return candlesOf(rows, query, now())
}

/** Newest first, with the one that is forming. */
export function readCandles(answer: unknown): Row[] {
  return readRows(venue, {
    rows: listOf(answer),
    read: ([time, open, high, low, close, volume]) => ({
      ...{ time: Number(time), open, high, low, close, volume },
    }),
  })
}

function listOf(answer: unknown): unknown {
  const result = isFields(answer) ? answer.result : undefined
  return isFields(result) ? result.list : answer
}
