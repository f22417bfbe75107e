import type { Candle } from '../../shared/candle.ts'
import type { Instrument } from '../../shared/instrument.ts'
import {
  type ChartInterval,
  chartIntervalMs,
  intervalStart,
  rolledFrom,
  rollUp,
} from '../../shared/rollup.ts'
import type { CandleQuery, Candles } from '../market/candles.ts'
import type { HeardCandle } from '../market/series.ts'
import type { CandleStore, SeenCandle } from '../storage/storage.ts'

export interface HistoryQuery {
  instrument: Instrument
  interval: ChartInterval
  /** Epoch ms of candle starts, inclusive. */
  from?: number | undefined
  to?: number | undefined
  /** The newest so many of the range. */
  limit: number
}

export interface Reader {
  /** Ascending; what the store can't give at present is left out, and what memory holds remains. */
  read(query: HistoryQuery): Promise<Candle[]>
}

export interface ReaderOptions {
  candles: Candles
  store: CandleStore
  /** Hears why the store couldn't be read. */
  onTrouble(error: unknown): void
}

/** What was kept, and over it what is in memory, rolled up to the interval that is asked for. */
export function makeReader({ candles, store, onTrouble }: ReaderOptions): Reader {
  return {
    async read({ instrument, interval, from, to, limit }) {
      const base = rolledFrom[interval]
      const perCandle = chartIntervalMs[interval] / chartIntervalMs[base]
      const query = {
        interval: base,
        from:
          from === undefined
            ? undefined
            : intervalStart(from + chartIntervalMs[interval] - 1, interval),
        to:
          to === undefined
            ? undefined
            : intervalStart(to, interval) + chartIntervalMs[interval] - 1,
        // One more than is asked for, because the oldest may be cut.
        limit: (limit + 1) * perCandle,
      }
      const heard = candles.read({ ...query, instrument: instrument.id } satisfies CandleQuery)
      const stored = await store.read({ ...query, instrument }).catch((error: unknown) => {
        onTrouble(error)
        return []
      })
      const merged = mergeCandles(stored, heard)
      const rolled = perCandle === 1 ? merged.map(figuresOf) : rollUp(merged, interval)
      // The first may lack its beginning where the limit has cut it.
      if (perCandle > 1 && merged.length >= query.limit) rolled.shift()
      return rolled.slice(-limit)
    },
  }
}

/**
 * Both ascending. Of two of the same time the one in memory stands, being newer, unless it was heard
 * only in part and the stored one is whole.
 */
export function mergeCandles(
  stored: readonly SeenCandle[],
  heard: readonly HeardCandle[],
): Candle[] {
  const merged: Candle[] = []
  let at = 0
  for (const candle of heard) {
    for (let next = stored[at]; next && next.time < candle.time; next = stored[++at]) {
      merged.push(next)
    }
    const same = stored[at]?.time === candle.time ? stored[at++] : undefined
    merged.push(same && candle.partial && !same.partial ? same : candle)
  }
  return merged.concat(stored.slice(at))
}

function figuresOf({ time, open, high, low, close, volume }: Candle): Candle {
  return { time, open, high, low, close, volume }
}
