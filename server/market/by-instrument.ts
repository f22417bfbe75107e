import { type Instrument, type InstrumentId, isCountedAlike } from '../../shared/instrument.ts'

/** One thing for each instrument of the market, such as its candles or its newest trades. */
export interface ByInstrument<Own> {
  /**
   * The market's instruments. What is there of one stands where it is still counted alike; `afresh`
   * forgets everything, for a market whose time starts over.
   */
  begin(instruments: readonly Instrument[], afresh: boolean): void
  /** More instruments of the same market. */
  extend(instruments: readonly Instrument[]): void
  /** Made when it is first wanted; `undefined` of what isn't listed. */
  of(id: InstrumentId): Own | undefined
  /** What was made already. */
  known(id: InstrumentId): Own | undefined
  all(): Iterable<Own>
}

/** Of the thousands that are listed, most are never asked for: nothing is made of them. */
export function makeByInstrument<Own extends { readonly instrument: Instrument }>(
  make: (instrument: Instrument) => Own,
): ByInstrument<Own> {
  let listed = new Map<InstrumentId, Instrument>()
  let owns = new Map<InstrumentId, Own>()

  return {
    begin(instruments, afresh) {
      const before = owns
      owns = new Map()
      listed = new Map(instruments.map((each) => [each.id, each]))
      if (afresh) return
      for (const [id, own] of before) {
        const now = listed.get(id)
        if (now !== undefined && isCountedAlike(own.instrument, now)) owns.set(id, own)
      }
    },
    extend(instruments) {
      for (const each of instruments) if (!listed.has(each.id)) listed.set(each.id, each)
    },
    of(id) {
      const own = owns.get(id)
      if (own !== undefined) return own
      const instrument = listed.get(id)
      if (instrument === undefined) return undefined
      const made = make(instrument)
      owns.set(id, made)
      return made
    },
    known: (id) => owns.get(id),
    all: () => owns.values(),
  }
}
