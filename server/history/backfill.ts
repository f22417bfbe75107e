import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import { chartIntervalMs, intervalStart, rolledFrom } from '../../shared/rollup.ts'
import { type BackfillOptions, startFilling } from './filling.ts'
import type { HistoryQuery } from './reader.ts'

/** Fills the past of what is wanted, and the gaps of what was missed, from each venue's own candles. */
export interface Backfill {
  /** What is wanted from now on; anything else rests where it is. */
  want(instruments: readonly Instrument[]): void
  /** A venue can be heard again, or for the first time. */
  resumed(venue: VenueName): void
  /** Nothing of a venue is heard since (epoch ms): what was heard by then is filled. */
  interrupted(venue: VenueName, since: number): void
  /** What was heard of an instrument since (epoch ms) couldn't be stored. */
  missed(instrument: InstrumentId, since: number): void
  /** Whether everything of a range that has both ends is there, by the venue's word or ours. */
  isFilled(query: HistoryQuery): boolean
  stop(): Promise<void>
}

export function startBackfill(options: BackfillOptions): Backfill {
  const fillings = options.venues.map((venue) => startFilling(venue, options))
  const fillingOf = (name: string) => fillings.find(({ venue }) => venue === name)
  return {
    want(instruments) {
      for (const filling of fillings) {
        filling.want(instruments.filter(({ venue }) => venue === filling.venue))
      }
    },
    resumed: (venue) => fillingOf(venue)?.resumed(),
    interrupted: (venue, since) => fillingOf(venue)?.interrupted(since),
    missed: (id, since) => fillingOf(id.slice(0, id.indexOf(':')))?.missed(id, since),
    isFilled({ instrument, interval, from, to }) {
      const base = rolledFrom[interval]
      if (from === undefined || to === undefined || base === '1s') return false
      const stretch = fillingOf(instrument.venue)?.filled(instrument.id, base)
      if (stretch === undefined) return false
      const end = intervalStart(to, interval) + chartIntervalMs[interval]
      return stretch.from <= intervalStart(from, interval) && end <= stretch.to
    },
    async stop() {
      await Promise.all(fillings.map((filling) => filling.stop()))
    },
  }
}
