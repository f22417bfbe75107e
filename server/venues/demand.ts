import type { Instrument, InstrumentId } from '../../shared/instrument.ts'

/** What a venue is to deliver: what is wanted, and for a while what was wanted a moment ago. */
export interface Demand {
  /** From now on exactly these; the most important first. Returns those beyond the venue's limit. */
  set(instruments: readonly Instrument[], at: { now: number; lingerMs: number }): Instrument[]
  /** The same instruments, as they turned out to be counted. */
  refine(instruments: readonly Instrument[]): void
  /** Everything to be subscribed now, never more than the limit. */
  current(now: number): Instrument[]
  /** When the next of those that linger is to be dropped. */
  nextAt(): number | undefined
}

/** Pure: `now` is a clock that only rises, ms. */
export function makeDemand(max: number): Demand {
  let wanted = new Map<InstrumentId, Instrument>()
  /** In the order in which they stopped being wanted. */
  const lingering = new Map<InstrumentId, { instrument: Instrument; until: number }>()

  return {
    set(instruments, { now, lingerMs }) {
      const before = wanted
      wanted = new Map()
      const beyond: Instrument[] = []
      for (const instrument of instruments) {
        if (wanted.size < max || wanted.has(instrument.id)) wanted.set(instrument.id, instrument)
        else beyond.push(instrument)
      }
      for (const [id, instrument] of before) {
        if (!wanted.has(id)) lingering.set(id, { instrument, until: now + lingerMs })
      }
      for (const id of wanted.keys()) lingering.delete(id)
      return beyond
    },
    refine(instruments) {
      for (const instrument of instruments) {
        if (wanted.has(instrument.id)) wanted.set(instrument.id, instrument)
      }
    },
    current(now) {
      for (const [id, { until }] of lingering) if (until <= now) lingering.delete(id)
      const room = max - wanted.size
      const stay = room > 0 ? [...lingering.values()].slice(-room) : []
      return [...wanted.values(), ...stay.map(({ instrument }) => instrument)]
    },
    nextAt: () => lingering.values().next().value?.until,
  }
}
