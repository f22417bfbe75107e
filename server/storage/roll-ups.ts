import type { InstrumentId } from '../../shared/instrument.ts'
import { chartIntervalMs, intervalStart, type StoredInterval } from '../../shared/rollup.ts'
import { rollSeen, shorter } from './rolled-candles.ts'
import type { CandleStore, Scaled, StoredCandle } from './storage.ts'

/*
 * Hours and days follow what is stored of minutes:
 *
 *   note(minutes) ─ the hours and days they touch ─ settle() ─ read, rolled up, stored
 */
export interface RollUps {
  /** Tells that these are stored; only minutes and hours matter. */
  note(batch: readonly StoredCandle[]): void
  /** Brings hours and days up to date. Joins a call that is under way. Rejects with a StorageError; what was not settled stays noted. */
  settle(): Promise<void>
}

interface Span {
  instrument: Scaled
  interval: StoredInterval
  /** Starts of the first and the last longer candle to be made anew, epoch ms. */
  first: number
  last: number
}

/** So many longer candles are made at once: a week of minutes, half a year of hours. */
const atOnce = 168

export function makeRollUps(candles: CandleStore): RollUps {
  const spans: Record<'1h' | '1d', Map<InstrumentId, Span>> = { '1h': new Map(), '1d': new Map() }
  /** Instruments whose series were continued since the start: a kill may have come before their last hours were made. */
  const continued = new Set<string>()
  let settling: Promise<void> | undefined

  function touch(instrument: Scaled, interval: '1h' | '1d', time: number): void {
    const start = intervalStart(time, interval)
    const span = spans[interval].get(instrument.id)
    if (span === undefined) {
      spans[interval].set(instrument.id, { instrument, interval, first: start, last: start })
      return
    }
    span.instrument = instrument
    span.first = Math.min(span.first, start)
    span.last = Math.max(span.last, start)
  }

  async function settleAll(interval: '1h' | '1d'): Promise<void> {
    for (const [id, span] of [...spans[interval]]) {
      await continueSeries(span)
      spans[interval].delete(id)
      try {
        await make(span)
      } catch (error) {
        touch(span.instrument, interval, span.first)
        touch(span.instrument, interval, span.last)
        throw error
      }
    }
  }

  async function continueSeries(span: Span): Promise<void> {
    const key = `${span.instrument.id} ${span.interval}`
    if (continued.has(key)) return
    const newest = (await candles.coverage(span.instrument.id, span.interval))?.newest
    if (newest !== undefined) span.first = Math.min(span.first, newest)
    continued.add(key)
  }

  async function make({ instrument, interval, first, last }: Span): Promise<void> {
    const finer = shorter[interval]
    if (finer === undefined) return
    const ms = chartIntervalMs[interval]
    for (let from = first; from <= last; from += atOnce * ms) {
      const to = Math.min(last + ms, from + atOnce * ms) - 1
      const limit = (atOnce * ms) / chartIntervalMs[finer]
      const parts = await candles.read({ instrument, interval: finer, from, to, limit })
      const rolled = rollSeen(parts, interval).map((each) => ({ ...each, instrument, interval }))
      const outcome = await candles.upsert(rolled)
      if (outcome === 'stored') note(rolled)
    }
  }

  function note(batch: readonly StoredCandle[]): void {
    for (const { instrument, interval, time } of batch) {
      if (interval === '1m') touch(instrument, '1h', time)
      if (interval === '1h') touch(instrument, '1d', time)
    }
  }

  return {
    note,
    settle() {
      settling ??= settleAll('1h')
        .then(() => settleAll('1d'))
        .finally(() => {
          settling = undefined
        })
      return settling
    },
  }
}
