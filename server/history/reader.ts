import type { Candle } from '../../shared/candle.ts'
import type { Instrument } from '../../shared/instrument.ts'
import {
  type ChartInterval,
  chartIntervalMs,
  intervalStart,
  rolledFrom,
  rollUp,
  type StoredInterval,
} from '../../shared/rollup.ts'
import { tradedAt } from '../../shared/sessions.ts'
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
  store: Pick<CandleStore, 'read'>
  /** Hears why the store couldn't be read. */
  onTrouble(error: unknown): void
}

/** The shorter interval of which a forming candle is made where it was joined in the middle. */
const finer = { '1h': '1m', '1d': '1h' } as const

interface Range {
  instrument: Instrument
  interval: StoredInterval
  from: number | undefined
  to: number | undefined
  limit: number
}

/** What was kept, and over it what is in memory, rolled up to the interval that is asked for. */
export function makeReader({ candles, store, onTrouble }: ReaderOptions): Reader {
  async function readBase(range: Range): Promise<Candle[]> {
    const { instrument, interval, limit } = range
    const stored = await store.read(range).catch((error: unknown) => {
      onTrouble(error)
      return []
    })
    // After the store has answered: what it has is older than what memory has by now.
    const heard = candles.read({ ...range, instrument: instrument.id } satisfies CandleQuery)
    // Beyond the newest so many of each, one of them may lack what the other has.
    const merged = mergeCandles(stored, heard).slice(-limit)
    const last = merged.at(-1)
    if (last !== undefined && isInPart(last) && hasFiner(interval, instrument)) {
      const better = await fromFiner({ instrument, interval, time: last.time })
      // Whatever lacks trades has less volume.
      if (better !== undefined && better.volume >= last.volume) merged[merged.length - 1] = better
    }
    return merged
  }

  async function fromFiner(of: {
    instrument: Instrument
    interval: '1h' | '1d'
    time: number
  }): Promise<Candle | undefined> {
    const { instrument, interval, time } = of
    const to = time + chartIntervalMs[interval] - 1
    const parts = await readBase({
      instrument,
      interval: finer[interval],
      from: time,
      to,
      limit: 60,
    })
    return rollUp(parts, interval)[0]
  }

  return {
    async read({ instrument, interval, from, to, limit }) {
      const base = rolledFrom[interval]
      const ms = chartIntervalMs[interval]
      const perCandle = ms / chartIntervalMs[base]
      const merged = await readBase({
        instrument,
        interval: base,
        from: from === undefined ? undefined : intervalStart(from + ms - 1, interval),
        to: to === undefined ? undefined : intervalStart(to, interval) + ms - 1,
        // One more than is asked for, because the oldest may be cut.
        limit: (limit + 1) * perCandle,
      })
      const rolled = perCandle === 1 ? merged.map(figuresOf) : rollUp(merged, interval)
      // The first may lack its beginning where the limit has cut it.
      if (perCandle > 1 && merged.length >= (limit + 1) * perCandle) rolled.shift()
      return rolled.slice(-limit)
    },
  }
}

/** A stock's day is its regular session, and its hours are all hours. */
function hasFiner(interval: StoredInterval, { venue }: Instrument): interval is keyof typeof finer {
  return interval === '1h' || (interval === '1d' && tradedAt(venue) !== 'stock')
}

function isInPart(candle: Candle & { partial?: boolean }): boolean {
  return candle.partial === true
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
