import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import type { Trade } from '../../shared/trade.ts'
import { makeByInstrument } from './by-instrument.ts'
import { makeTradeRing, type ReadTrades } from './trade-ring.ts'

/** The newest trades of every instrument that is followed: each trade, never conflated. */
export interface RecentTrades {
  /**
   * The market's instruments. What is known of one stands where it is still counted alike; `afresh`
   * forgets everything, for a market whose time starts over.
   */
  begin(instruments: readonly Instrument[], afresh: boolean): void
  /** More instruments of the same market. */
  extend(instruments: readonly Instrument[]): void
  add(trade: Trade): void
  /** A venue can't be heard: trades are being missed. */
  interrupted(venue: VenueName): void
  /** What clients want now. Of what they no longer do, trades may be missed: nobody need follow it. */
  want(instruments: readonly InstrumentId[]): void
  read(instrument: InstrumentId, query: { since: number | undefined; limit: number }): ReadTrades
}

export function makeRecentTrades(): RecentTrades {
  const owns = makeByInstrument((instrument) => ({ instrument, ring: makeTradeRing() }))
  let wanted: ReadonlySet<InstrumentId> = new Set()
  const nothing = makeTradeRing(1)

  return {
    begin: owns.begin,
    extend: owns.extend,
    add: (trade) => owns.of(trade.instrument)?.ring.add(trade),
    interrupted(venue) {
      for (const { instrument, ring } of owns.all()) {
        if (instrument.venue === venue) ring.interrupt()
      }
    },
    want(instruments) {
      const before = wanted
      wanted = new Set(instruments)
      for (const id of before) if (!wanted.has(id)) owns.known(id)?.ring.interrupt()
    },
    read: (instrument, query) => (owns.known(instrument)?.ring ?? nothing).read(query),
  }
}
