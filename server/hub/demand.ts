import type { InstrumentId } from '../../shared/instrument.ts'

/** What clients want to hear of, whoever they are: what a venue must be asked for. */
export interface Demand {
  /** Wanted until the returned release is called, and for a while after. */
  watch(instruments: readonly InstrumentId[]): () => void
  /** Wanted by a poll, which may come again. */
  polled(instruments: readonly InstrumentId[]): void
  /** All that is wanted now. */
  wanted(): InstrumentId[]
}

export interface DemandOptions {
  now: () => number
  /** How long what nobody watches any more stays wanted: a reload must not unsubscribe, ms. */
  lingerMs?: number
  /** How long a poll keeps what it asked for wanted: longer than the slowest plan's interval, ms. */
  pollMs?: number
}

interface Want {
  watchers: number
  until: number
}

export function makeDemand({ now, lingerMs = 60_000, pollMs = 600_000 }: DemandOptions): Demand {
  const wants = new Map<InstrumentId, Want>()

  function want(instrument: InstrumentId): Want {
    let found = wants.get(instrument)
    if (found === undefined) {
      found = { watchers: 0, until: 0 }
      wants.set(instrument, found)
    }
    return found
  }

  return {
    watch(instruments) {
      const own = instruments.map(want)
      for (const each of own) each.watchers++
      return () => {
        const until = now() + lingerMs
        for (const each of own) {
          each.watchers--
          each.until = Math.max(each.until, until)
        }
      }
    },
    polled(instruments) {
      const until = now() + pollMs
      for (const each of instruments) want(each).until = until
    },
    wanted() {
      const at = now()
      const wanted: InstrumentId[] = []
      for (const [instrument, { watchers, until }] of wants) {
        if (watchers > 0 || until > at) wanted.push(instrument)
        else wants.delete(instrument)
      }
      return wanted
    },
  }
}
