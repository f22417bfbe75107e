import type { InstrumentId } from '../../shared/instrument.ts'

/** What is found of instruments that should speak and don't. */
export interface Silent {
  /** Spoke on this connection and fell silent: the subscription may be dead though the venue pings. */
  fell: InstrumentId[]
  /** Never spoke on this connection; told once. */
  never: InstrumentId[]
}

export interface Silence {
  heard(instrument: InstrumentId, now: number): void
  check(now: number): Silent
}

/**
 * Watches the instruments of one connection. Heartbeats and pings don't count: only an instrument's
 * own figures do. Pure: `now` is any clock that only rises, in ms.
 */
export function watchSilence(
  instruments: readonly InstrumentId[],
  { since, limitMs }: { since: number; limitMs: number },
): Silence {
  const heardAt = new Map<InstrumentId, number>()
  const told = new Set<InstrumentId>()

  return {
    heard(instrument, now) {
      heardAt.set(instrument, now)
    },
    check(now) {
      const silent: Silent = { fell: [], never: [] }
      for (const instrument of instruments) {
        const at = heardAt.get(instrument)
        if (now - (at ?? since) < limitMs) continue
        if (at !== undefined) silent.fell.push(instrument)
        else if (!told.has(instrument)) {
          told.add(instrument)
          silent.never.push(instrument)
        }
      }
      return silent
    },
  }
}
