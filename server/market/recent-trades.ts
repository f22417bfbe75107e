import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import type { Trade } from '../../shared/trade.ts'
import { makeTradeRing, type ReadTrades, type TradeRing } from './trade-ring.ts'

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

interface Own {
  instrument: Instrument
  ring: TradeRing
}

export function makeRecentTrades(): RecentTrades {
  let listed = new Map<InstrumentId, Instrument>()
  let owns = new Map<InstrumentId, Own>()
  let wanted: ReadonlySet<InstrumentId> = new Set()
  const nothing = makeTradeRing(1)

  /** Made with the first trade: of the thousands that are listed, most are never asked for. */
  function ownOf(id: InstrumentId): Own | undefined {
    const own = owns.get(id)
    if (own !== undefined) return own
    const instrument = listed.get(id)
    if (instrument === undefined) return undefined
    const made = { instrument, ring: makeTradeRing() }
    owns.set(id, made)
    return made
  }

  return {
    begin(instruments, afresh) {
      const before = owns
      owns = new Map()
      listed = new Map(instruments.map((each) => [each.id, each]))
      for (const [id, own] of before) {
        const { decimals, sizeDecimals } = own.instrument
        const now = listed.get(id)
        const goesOn = !afresh && now?.decimals === decimals && now.sizeDecimals === sizeDecimals
        if (goesOn) owns.set(id, own)
      }
    },
    extend(instruments) {
      for (const each of instruments) if (!listed.has(each.id)) listed.set(each.id, each)
    },
    add: (trade) => ownOf(trade.instrument)?.ring.add(trade),
    interrupted(venue) {
      for (const { instrument, ring } of owns.values()) {
        if (instrument.venue === venue) ring.interrupt()
      }
    },
    want(instruments) {
      const before = wanted
      wanted = new Set(instruments)
      for (const id of before) if (!wanted.has(id)) owns.get(id)?.ring.interrupt()
    },
    read: (instrument, query) => (owns.get(instrument)?.ring ?? nothing).read(query),
  }
}
