import type { ListedInstrument } from '../../shared/protocol.ts'
import type { Cause } from './cause.ts'
import type { Batch, Head, PriceStore, SavedPrice } from './store.ts'
import type { Time } from './time.ts'

/**
 * Who goes in good order leaves nothing unsaved; whoever is killed loses the last few seconds, which the
 * server still has.
 */
const saveMs = 5_000
/** A store that fails so often in a row is left alone. */
const maxFailures = 3

/** The state to be saved, read when the time has come. */
export interface State {
  head: Head
  prices: SavedPrice[]
  listing: ListedInstrument[]
}

/** At most one transaction in five seconds: the newest rows with the cursor they belong to. */
export interface Saver {
  changed(prices: readonly SavedPrice[], replace: boolean): void
  /** Saves what is left now. */
  flush(): Promise<void>
  stop(): void
}

export interface SaverOptions {
  store: PriceStore
  time: Time
  /** `undefined` while there is nothing to save. */
  state(): State | undefined
  /** The cursor of what the store had at the start. */
  base: string | undefined
  /** Said once, when saving has come to an end. */
  onTrouble(trouble: Cause): void
}

export function createSaver({ store, time, state, base, onTrouble }: SaverOptions): Saver {
  const pending = new Map<number, SavedPrice>()
  let saved = base
  let whole = base === undefined
  let failures = 0
  let isOver = false
  let cancel: (() => void) | undefined
  let savedAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> = Promise.resolve()

  function makeBatch({ head, prices, listing }: State): Batch {
    const batch = {
      base: whole ? undefined : saved,
      head,
      listing: whole ? listing : undefined,
      prices: whole ? prices : [...pending.values()],
    }
    pending.clear()
    whole = false
    return batch
  }

  async function save(): Promise<void> {
    const present = state()
    if (isOver || present === undefined) return
    const batch = makeBatch(present)
    try {
      if (await store.save(batch)) {
        saved = batch.head.cursor
        failures = 0
        return
      }
      whole = true
      schedule()
    } catch (error) {
      whole = true
      fail(error)
    }
  }

  function fail(error: unknown): void {
    failures += 1
    const isFull = error instanceof Error && error.name === 'QuotaExceededError'
    if (!isFull && failures < maxFailures) {
      schedule()
      return
    }
    isOver = true
    onTrouble({ type: 'prices-not-kept', detail: describe(error) })
  }

  /** The first at once: a worker may be gone before its first second is over. */
  function schedule(): void {
    // At most as long, also where the clock was set back.
    const waitMs = Math.min(saveMs, Math.max(0, savedAt + saveMs - time.now()))
    cancel ??= time.after(waitMs, () => {
      cancel = undefined
      savedAt = time.now()
      running = running.then(save)
    })
  }

  return {
    changed(prices, replace) {
      if (isOver) return
      if (replace) whole = true
      for (const price of prices) pending.set(price.index, price)
      schedule()
    },
    async flush() {
      if (cancel === undefined) return running
      cancel()
      cancel = undefined
      running = running.then(save)
      return running
    },
    stop() {
      cancel?.()
      cancel = undefined
    },
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}, ${error.message}` : String(error)
}
