import type { Change, Frame } from '../../shared/frame.ts'
import type { VenueName } from '../../shared/instrument.ts'
import { formatUnits } from '../../shared/price.ts'
import { type SessionPhase, sessionAt, tradedAt } from '../../shared/sessions.ts'
import type { MarketContext } from '../hub/output.ts'
import { oncePerChange } from './once-per-change.ts'

/** As plain JSON tells it: each change has its cursor, and cursors ascend. */
export function inSequence(frame: Frame): Frame {
  return { ...frame, changes: frame.changes.toSorted((a, b) => a.sequence - b.sequence) }
}

/** Writes changes of the epochs of one hub, one after the other, as the JSON text of a `Price`. */
export type PriceText = (
  change: Change,
  about: { frame: Pick<Frame, 'epoch' | 'sentAt'>; context: MarketContext },
) => string

/**
 * Figures are written from their units, never through a float, so that `61837.60` stays `61837.60`;
 * and all but the age and the session once for all who are told of the change.
 */
export function makePriceText(): PriceText {
  const lasting = oncePerChange(lastingTexts)
  return (change, about) => {
    const { sentAt } = about.frame
    const { venue, before, after } = lasting(change, about)
    const age = Math.max(0, sentAt - change.receivedAt)
    const session = sessionOf(venue, sentAt)
    return `${before},"age_ms":${age},"stale":${change.stale},"session":"${session}"${after}`
  }
}

function lastingTexts(
  change: Change,
  { frame, context: { listing, simulated } }: Parameters<PriceText>[1],
) {
  const instrument = listing.instruments[change.index]
  if (instrument === undefined) {
    throw new Error(`The listing has no instrument ${change.index}, but the hub has its change.`)
  }
  const { decimals, sizeDecimals, venue } = instrument
  const symbol = JSON.stringify(listing.nameOf(instrument))
  return {
    venue,
    before:
      `{"symbol":${symbol},"venue":"${venue}","price":${formatUnits(change.price, decimals)}` +
      `,"change_24h":${figure(change.change24h, 2)},"timestamp":${change.time}` +
      `,"bid":${figure(change.bid, decimals)},"ask":${figure(change.ask, decimals)}` +
      `,"high_24h":${figure(change.high24h, decimals)},"low_24h":${figure(change.low24h, decimals)}` +
      `,"volume_24h":${figure(change.volume24h, sizeDecimals)}`,
    after: `,"simulated":${simulated},"cursor":"${frame.epoch}.${change.sequence}"}`,
  }
}

function sessionOf(venue: VenueName, at: number): SessionPhase {
  return tradedAt(venue) === 'spot' ? 'regular' : sessionAt('stock', at).phase
}

function figure(units: number | undefined, decimals: number): string {
  return units === undefined ? 'null' : formatUnits(units, decimals)
}
