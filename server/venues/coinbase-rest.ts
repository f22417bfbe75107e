import type { Candle } from '../../shared/candle.ts'
import type { CatalogueEntry, InstrumentStatus } from '../../shared/catalogue.ts'
import { candlesOf, historyMs, pagesOf, type Row, readRows } from './klines.ts'
import { readList, readListed, withBoundedSize } from './listed.ts'
import { isFields, shown } from './reading.ts'
import { makeRest, type Rest } from './rest.ts'
import type { HistoryQuery } from './venue.ts'
import type { VenueFault } from './venue-error.ts'

const venue = 'COINBASE'

/** 10 questions a second, 15 at once. */
export function makeCoinbaseRest(baseUrl: string): Rest {
  return makeRest({ venue, baseUrl, pace: { burst: 10, everyMs: 110 }, fault: coinbaseFault })
}

/** Its errors have a status; the body says which. */
export function coinbaseFault(body: unknown): VenueFault | undefined {
  if (!isFields(body) || typeof body.message !== 'string') return undefined
  const reason = `It answered ${shown(body.message)}.`
  if (body.message === 'NotFound') return { kind: 'unknown-instrument', reason }
  if (/rate limit/i.test(body.message)) return { kind: 'rate-limited', reason }
  return { kind: 'refused', reason }
}

export async function askCatalogue(rest: Rest, signal: AbortSignal): Promise<CatalogueEntry[]> {
  return readProducts(await rest.get('/products', signal))
}

export function readProducts(answer: unknown): CatalogueEntry[] {
  return readList(venue, {
    rows: answer,
    read(row) {
      if (!isFields(row)) return undefined
      const { id: symbol, base_currency: base, quote_currency: quote } = row
      const { quote_increment: tick, base_increment: lot } = row
      const entry = readListed(venue, { symbol, base, quote, tick, lot, status: statusOf(row) })
      return entry && withBoundedSize(entry)
    },
  })
}

function statusOf({ status, trading_disabled: isDisabled }: Record<string, unknown>) {
  if (status === 'delisted') return 'dead'
  const isTrading = status === 'online' && isDisabled !== true
  return (isTrading ? 'trading' : 'halted') satisfies InstrumentStatus
}

/** Fewer than the 300 rows that it gives at most, since both bounds count. */
const rowsInPage = 299

export async function askCandles(
  rest: Rest,
  { query, signal, now }: { query: HistoryQuery; signal: AbortSignal; now: () => number },
): Promise<Candle[]> {
  const { instrument, interval } = query
  const product = encodeURIComponent(instrument.symbol)
  const granularity = historyMs[interval] / 1000
  const rows: Row[] = []
  for (const { from, last } of pagesOf(query, rowsInPage)) {
    const [start, end] = [new Date(from).toISOString(), new Date(last).toISOString()]
    const answer = await rest.get(
      `/products/${product}/candles?granularity=${granularity}&start=${start}&end=${end}`,
      signal,
    )
    rows.push(...readCandles(answer))
  }
  return candlesOf(rows, query, now())
}

/** Newest first, low and high before open and close, intervals without a trade left out. */
export function readCandles(answer: unknown): Row[] {
  return readRows(venue, {
    rows: answer,
    read: ([time, low, high, open, close, volume]) => ({
      ...{ time: Number(time) * 1000, open, high, low, close, volume },
    }),
  })
}
