import type { Candle } from '../../shared/candle.ts'
import type { VenueName } from '../../shared/instrument.ts'
import { parsePrice, parseUnits } from '../../shared/price.ts'
import { shown } from './reading.ts'
import type { HistoryInterval, HistoryQuery } from './venue.ts'
import { VenueError } from './venue-error.ts'

export const historyMs: Record<HistoryInterval, number> = {
  '1m': 60_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
}

/** One row of a venue's answer, its figures as they came. */
export interface Row {
  /** Start, epoch ms. */
  time: unknown
  open: unknown
  high: unknown
  low: unknown
  close: unknown
  volume: unknown
}

export interface Page {
  from: number
  /** The start of the last interval of the page, not its end. */
  last: number
}

/** The query in pages of at most `rows` intervals, oldest first. */
export function pagesOf({ interval, from, to }: HistoryQuery, rows: number): Page[] {
  const ms = historyMs[interval]
  const pages: Page[] = []
  const end = Math.ceil(to / ms) * ms
  for (let at = Math.ceil(from / ms) * ms; at < end; at += rows * ms) {
    pages.push({ from: at, last: Math.min(end, at + rows * ms) - ms })
  }
  return pages
}

/**
 * The candles in a venue's rows, whatever their order: oldest first, each once, within the query,
 * without those still forming at `now` and without those in which nothing traded, which some venues
 * leave out and others fill flat. Throws a `VenueError` for a row that is no candle.
 */
export function candlesOf(rows: readonly Row[], query: HistoryQuery, now: number): Candle[] {
  const { instrument, interval, from, to } = query
  const ms = historyMs[interval]
  const candles = new Map<number, Candle>()
  for (const row of rows) {
    const { time } = row
    if (typeof time !== 'number' || !Number.isSafeInteger(time) || time % ms !== 0) {
      throw malformed(query, row)
    }
    if (time < from || time >= to || time + ms > now || Number(row.volume) === 0) continue
    const [open, high, low, close] = [row.open, row.high, row.low, row.close].map((figure) =>
      parsePrice(figure, instrument.decimals),
    )
    const volume = parseUnits(row.volume, instrument.sizeDecimals)
    if (open === undefined || high === undefined || low === undefined || close === undefined) {
      throw malformed(query, row)
    }
    if (volume === undefined || volume < 0 || high < low) throw malformed(query, row)
    candles.set(time, { time, open, high, low, close, volume })
  }
  return [...candles.values()].sort((a, b) => a.time - b.time)
}

function malformed({ instrument }: HistoryQuery, row: Row): VenueError {
  const reason = `A candle of ${instrument.symbol} is ${shown(Object.values(row))}.`
  return new VenueError(instrument.venue, { kind: 'malformed', reason })
}

/** The rows of an answer, each an array; a row that `read` leaves out is still forming. */
export function readRows(
  venue: VenueName,
  { rows, read }: { rows: unknown; read: (row: readonly unknown[]) => Row | undefined },
): Row[] {
  if (!Array.isArray(rows)) {
    throw new VenueError(venue, { kind: 'malformed', reason: `Its candles are ${shown(rows)}.` })
  }
  return rows.flatMap((row: unknown) => read(Array.isArray(row) ? row : []) ?? [])
}
