import { type InstrumentId, venues } from '../../shared/instrument.ts'
import { sessionAt, type TradedAs, tradedAt } from '../../shared/sessions.ts'

/** Opening auctions of single stocks take a few minutes on an ordinary day. */
const openingGraceMs = 5 * 60_000

const minuteMs = 60_000
/**
 * Silence after which a price isn't called live any more. Of crypto the longest real silence on record
 * is 22 s. A small stock may not trade for minutes, but its venue is asked for it each minute, so two
 * answers must be missing.
 */
const staleAfter: Record<TradedAs, number> = { spot: minuteMs, stock: 2.5 * minuteMs }

export function tradedAs(instrument: InstrumentId): TradedAs {
  const venue = venues.find((name) => instrument.startsWith(`${name}:`))
  return venue === undefined ? 'spot' : tradedAt(venue)
}

/**
 * Whether nothing need be heard of an instrument now: outside the regular session its price is closed,
 * or thinly traded before and after, and not stale. Just after the opening it isn't overdue either,
 * though it was last heard the day before.
 */
export function isExpectedQuiet(instrument: InstrumentId, now: number): boolean {
  const { phase, opensAt } = sessionAt(tradedAs(instrument), now)
  return phase !== 'regular' || now - opensAt < openingGraceMs
}

/** How long this instrument may be silent while it trades, ms. */
export function staleAfterMs(instrument: InstrumentId): number {
  return staleAfter[tradedAs(instrument)]
}
