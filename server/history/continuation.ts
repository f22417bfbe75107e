import type { Instrument } from '../../shared/instrument.ts'
import type { StoredInterval } from '../../shared/rollup.ts'
import type { Candles } from '../market/candles.ts'
import type { CandleStore } from '../storage/storage.ts'

/** Candles that may have been forming when an earlier run ended. */
const continued = ['1m', '1h', '1d'] as const satisfies readonly StoredInterval[]

/**
 * Ours go on with what an earlier run left. Until that was read, nothing of an instrument may be
 * stored: a day that was joined in the middle would take the place of the day so far.
 */
export interface Continuation {
  /** Whether the instrument's candles may be stored; begins to see to it where they may not. */
  isReady(instrument: Instrument): boolean
  /** Resolves when nothing is being read. */
  idle(): Promise<void>
}

export interface ContinuationOptions {
  candles: Pick<Candles, 'seed' | 'retell'>
  store: Pick<CandleStore, 'read'>
  /** Hears why the store couldn't be read; it is tried again. */
  onTrouble(error: unknown): void
}

export function makeContinuation({ candles, store, onTrouble }: ContinuationOptions): Continuation {
  const states = new Map<string, Promise<void> | 'ready'>()

  async function goOn(instrument: Instrument): Promise<void> {
    const left = []
    for (const interval of continued) {
      const [newest] = await store.read({ instrument, interval, limit: 1 })
      // What has closed is complete, or is filled by the venue.
      if (newest?.partial) left.push({ interval, candle: newest })
    }
    // All at once: a trade between two of them would be in one and not in the other.
    for (const { interval, candle } of left) {
      const { time, open, high, low, close, volume } = candle
      candles.seed(instrument.id, interval, { time, open, high, low, close, volume })
    }
    candles.retell(instrument.id)
  }

  return {
    isReady(instrument) {
      // Counted otherwise, its candles in memory have begun anew.
      const key = `${instrument.id} ${instrument.decimals} ${instrument.sizeDecimals}`
      const state = states.get(key)
      if (state !== undefined) return state === 'ready'
      const reading = goOn(instrument).then(
        () => void states.set(key, 'ready'),
        (error: unknown) => {
          states.delete(key)
          onTrouble(error)
        },
      )
      states.set(key, reading)
      return false
    },
    async idle() {
      await Promise.all<unknown>(states.values())
    },
  }
}
