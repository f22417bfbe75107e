import {
  type ChartInterval,
  chartIntervalMs,
  intervalStart,
  openRolled,
  rolledFrom,
  rollInto,
  type StoredInterval,
} from '../../shared/rollup.ts'
import type { CandleStore, SeenCandle, StoredQuery } from './storage.ts'

/** The shorter stored interval from which hours and days are rolled up. */
export const shorter: Partial<Record<StoredInterval, StoredInterval>> = { '1h': '1m', '1d': '1h' }

export interface ChartQuery extends Omit<StoredQuery, 'interval'> {
  interval: ChartInterval
}

/** What isn't rolled up yet is short: hours of minutes. More than a week of them is never read for it. */
const maxTail = 7 * 1_440

/**
 * Candles of any interval from what is stored, ascending, the newest `limit` of the range; the newest
 * hours and days as the shorter candles have them by now. Rejects with a StorageError.
 */
export async function readRolled(
  candles: Pick<CandleStore, 'read'>,
  query: ChartQuery,
): Promise<SeenCandle[]> {
  const { instrument, interval, from = 0, to = Number.MAX_SAFE_INTEGER, limit } = query
  const base = rolledFrom[interval]
  if (base === interval) return readStored(candles, { instrument, interval: base, from, to, limit })
  const ms = chartIntervalMs[interval]
  // The first candle's start lies in the range, the last one's whole length may lie beyond it.
  const stored = await readStored(candles, {
    instrument,
    interval: base,
    from: intervalStart(from + ms - 1, interval),
    to: intervalStart(to, interval) + ms - 1,
    limit: (limit + 1) * Math.ceil(ms / chartIntervalMs[base]),
  })
  return rollSeen(stored, interval).slice(-limit)
}

type Range = Required<StoredQuery> & { from: number; to: number }

async function readStored(candles: Pick<CandleStore, 'read'>, range: Range): Promise<SeenCandle[]> {
  const { interval, from, to, limit } = range
  const stored = await candles.read(range)
  const finer = shorter[interval]
  if (finer === undefined) return stored
  const ms = chartIntervalMs[interval]
  const last = stored.at(-1)
  const open = last?.partial ? last : undefined
  const since = last ? last.time + (open ? 0 : ms) : intervalStart(from + ms - 1, interval)
  if (since > to) return stored
  const tail = await readStored(candles, {
    ...range,
    interval: finer,
    from: since,
    to: intervalStart(to, interval) + ms - 1,
    limit: maxTail,
  })
  const rolled = rollSeen(tail, interval)
  const kept = open && rolled[0]?.time === open.time ? stored.slice(0, -1) : stored
  return [...kept, ...rolled].slice(-limit)
}

/**
 * Rolled up, with what is known of the result: it is whole when every shorter candle is there and
 * whole. What is in part is called live, so that each newer state of it replaces the one before.
 */
export function rollSeen(candles: Iterable<SeenCandle>, interval: ChartInterval): SeenCandle[] {
  const base = rolledFrom[interval] === interval ? shorterOf(interval) : rolledFrom[interval]
  const whole = chartIntervalMs[interval] / chartIntervalMs[base]
  const groups: { rolled: SeenCandle; count: number }[] = []
  for (const candle of candles) {
    const time = intervalStart(candle.time, interval)
    let group = groups.at(-1)
    if (group?.rolled.time !== time) {
      const { source, partial } = candle
      group = { rolled: { ...openRolled(candle, interval), source, partial }, count: 1 }
      groups.push(group)
      continue
    }
    group.count++
    rollInto(group.rolled, candle)
    if (candle.source === 'backfill') group.rolled.source = 'backfill'
    if (candle.partial) group.rolled.partial = true
  }
  return groups.map(({ rolled, count }) =>
    rolled.partial || count < whole ? { ...rolled, source: 'live', partial: true } : rolled,
  )
}

function shorterOf(interval: ChartInterval): ChartInterval {
  const base = shorter[rolledFrom[interval]]
  if (base === undefined) throw new Error(`Nothing is rolled up to ${interval}.`)
  return base
}
