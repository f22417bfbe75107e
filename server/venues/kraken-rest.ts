import type { Candle } from '../../shared/candle.ts'
import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { candlesOf, historyMs, type Row, readRows } from './klines.ts'
import { readList, readListed, withBoundedSize } from './listed.ts'
import { isFields, shown } from './reading.ts'
import { makeRest, type Rest } from './rest.ts'
import type { HistoryQuery } from './venue.ts'
import type { VenueFault } from './venue-error.ts'

const venue = 'KRAKEN'

/** About one question a second. */
export function makeKrakenRest(baseUrl: string): Rest {
  return makeRest({ venue, baseUrl, pace: { burst: 2, everyMs: 1_100 }, fault: krakenFault })
}

/** Errors come with HTTP 200, as a list of them. */
export function krakenFault(body: unknown): VenueFault | undefined {
  const errors: unknown = isFields(body) ? body.error : undefined
  if (!Array.isArray(errors) || errors.length === 0) return undefined
  const text = errors.join(', ')
  const reason = `It answered ${shown(text)}.`
  if (/Unknown asset pair/.test(text)) return { kind: 'unknown-instrument', reason }
  if (/Too many requests|Rate limit/i.test(text)) return { kind: 'rate-limited', reason }
  return { kind: 'refused', reason }
}

export async function askCatalogue(rest: Rest, signal: AbortSignal): Promise<CatalogueEntry[]> {
  return readPairs(await rest.get('/AssetPairs', signal))
}

/** What the list calls so is called otherwise everywhere else, also by the WebSocket. */
const legacyNames = new Map([
  ['XBT', 'BTC'],
  ['XDG', 'DOGE'],
])

export function readPairs(answer: unknown): CatalogueEntry[] {
  const pairs = isFields(answer) ? answer.result : undefined
  return readList(venue, {
    rows: isFields(pairs) ? Object.values(pairs) : pairs,
    read(row) {
      if (!isFields(row) || typeof row.wsname !== 'string') return undefined
      const names = row.wsname.split('/')
      const [base, quote] = names.map((name) => legacyNames.get(name) ?? name)
      const lot = typeof row.lot_decimals === 'number' ? `1e-${row.lot_decimals}` : undefined
      // "post_only", "cancel_only" and the like come and go; a pair that is dead isn't listed.
      const status = row.status === 'online' ? 'trading' : 'halted'
      const symbol = `${base}/${quote}`
      const entry = readListed(venue, { symbol, base, quote, tick: row.tick_size, lot, status })
      return entry && withBoundedSize(entry)
    },
  })
}

/** One answer has the newest 720 at most, and what is older can't be asked for. */
export async function askCandles(
  rest: Rest,
  { query, signal, now }: { query: HistoryQuery; signal: AbortSignal; now: () => number },
): Promise<Candle[]> {
  const { instrument, interval, from } = query
  const ms = historyMs[interval]
  const since = Math.max(0, Math.floor(from / 1000) - 1)
  const answer = await rest.get(
    `/OHLC?pair=${encodeURIComponent(instrument.symbol)}&interval=${ms / 60_000}&since=${since}&assetVersion=1`,
    signal,
  )
  return candlesOf(readCandles(answer), query, now())
}

/** Oldest first; the row after `last` is forming. The pair's name in it isn't always the one asked for. */
export function readCandles(answer: unknown): Row[] {
  const result = isFields(answer) && isFields(answer.result) ? answer.result : {}
  const { last = Number.POSITIVE_INFINITY } = result
  const [, rows] = Object.entries(result).find(([name]) => name !== 'last') ?? []
  return readRows(venue, {
    rows,
    read: ([time, open, high, low, close, , volume]) =>
      Number(time) > Number(last)
        ? undefined
        : { time: Number(time) * 1000, open, high, low, close, volume },
  })
}
