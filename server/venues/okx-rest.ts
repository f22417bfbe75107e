import type { Candle } from '../../shared/candle.ts'
import type { CatalogueEntry, InstrumentStatus } from '../../shared/catalogue.ts'
import { candlesOf, historyMs, pagesOf, type Row, readRows } from './klines.ts'
import { readList, readListed, withBoundedSize } from './listed.ts'
import { isFields, shown } from './reading.ts'
import { makeRest, type Rest } from './rest.ts'
import { withTurnover } from './turnover.ts'
import type { HistoryQuery } from './venue.ts'
import type { VenueFault } from './venue-error.ts'

const venue = 'OKX'

/** 20 questions for older candles in 2 s, and 40 for recent ones. */
export function makeOkxRest(baseUrl: string): Rest {
  return makeRest({ venue, baseUrl, pace: { burst: 5, everyMs: 110 }, fault: okxFault })
}

/** Errors come with HTTP 200 too; `code` is "0" where all is well. */
export function okxFault(body: unknown): VenueFault | undefined {
  if (!isFields(body) || body.code === '0') return undefined
  const reason = `It answered error ${shown(body.code)}: ${shown(body.msg)}.`
  switch (body.code) {
    case '51001':
      return { kind: 'unknown-instrument', reason }
    case '50011':
      return { kind: 'rate-limited', reason }
    default:
      return { kind: 'refused', reason }
  }
}

export async function askCatalogue(rest: Rest, signal: AbortSignal): Promise<CatalogueEntry[]> {
  const listed = await rest.get('/api/v5/public/instruments?instType=SPOT', signal)
  const tickers = rest.get('/api/v5/market/tickers?instType=SPOT', signal)
  return withTurnover(readInstruments(listed), {
    rows: tickers.then((answer) => (isFields(answer) ? answer.data : undefined)),
    fields: { symbol: 'instId', turnover: 'volCcy24h' },
  })
}

export function readInstruments(answer: unknown): CatalogueEntry[] {
  return readList(venue, {
    rows: isFields(answer) ? answer.data : answer,
    read(row) {
      if (!isFields(row)) return undefined
      const { instId: symbol, baseCcy: base, quoteCcy: quote, tickSz: tick, lotSz: lot } = row
      const entry = readListed(venue, {
        ...{ symbol, base, quote, tick, lot },
        status: statuses.get(row.state) ?? 'halted',
      })
      return entry && withBoundedSize(entry)
    },
  })
}

const statuses = new Map<unknown, InstrumentStatus>([
  ['live', 'trading'],
  ['test', 'dead'],
])

/** A day as UTC has it; OKX's own begins in Hong Kong. */
const bars = { '1m': '1m', '1h': '1H', '1d': '1Dutc' } as const
/** So many of the newest candles are at an address of their own. */
const recent = 1440

export async function askCandles(
  rest: Rest,
  { query, signal, now }: { query: HistoryQuery; signal: AbortSignal; now: () => number },
): Promise<Candle[]> {
  const { instrument, interval, from } = query
  const ms = historyMs[interval]
  const isRecent = from > now() - (recent - 1) * ms
  const [path, limit] = isRecent ? ['candles', 300] : ['history-candles', 100]
  const rows: Row[] = []
  for (const page of pagesOf(query, limit)) {
    // Both bounds are left out of the answer; `after` is the later one.
    const answer = await rest.get(
      `/api/v5/market/${path}?instId=${encodeURIComponent(instrument.symbol)}&bar=${bars[interval]}&after=${page.last + 1}&before=${page.from - 1}&limit=${limit}`,
      signal,
    )
    rows.push(...readCandles(answer))
  }
  return candlesOf(rows, query, now())
}

/** Newest first; the ninth field is "0" while a candle is forming. */
export function readCandles(answer: unknown): Row[] {
  return readRows(venue, {
    rows: isFields(answer) ? answer.data : answer,
    read: ([time, open, high, low, close, volume, , , confirm]) =>
      confirm === '0' ? undefined : { time: Number(time), open, high, low, close, volume },
  })
}
