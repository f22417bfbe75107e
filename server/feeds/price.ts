import type { Change, Frame } from '../../shared/frame.ts'
import type { VenueName } from '../../shared/instrument.ts'
import { formatUnits } from '../../shared/price.ts'
import { type SessionPhase, sessionAt, tradedAt } from '../../shared/sessions.ts'
import type { MarketContext } from '../hub/output.ts'

/** As plain JSON tells it: each change has its cursor, and cursors ascend. */
export function inSequence(frame: Frame): Frame {
  return { ...frame, changes: frame.changes.toSorted((a, b) => a.sequence - b.sequence) }
}

/**
 * A change as the JSON text of a `Price`. Figures are written from their units, never through a
 * float, so that `61837.60` stays `61837.60`.
 */
export function priceText(
  change: Change,
  { epoch, sentAt }: Pick<Frame, 'epoch' | 'sentAt'>,
  { listing, simulated }: MarketContext,
): string {
  const instrument = listing.instruments[change.index]
  if (instrument === undefined) {
    throw new Error(`The listing has no instrument ${change.index}, but the hub has its change.`)
  }
  const { decimals, sizeDecimals, venue } = instrument
  const symbol = JSON.stringify(listing.nameOf(instrument))
  return (
    `{"symbol":${symbol},"venue":"${venue}","price":${formatUnits(change.price, decimals)}` +
    `,"change_24h":${figure(change.change24h, 2)},"timestamp":${change.time}` +
    `,"bid":${figure(change.bid, decimals)},"ask":${figure(change.ask, decimals)}` +
    `,"high_24h":${figure(change.high24h, decimals)},"low_24h":${figure(change.low24h, decimals)}` +
    `,"volume_24h":${figure(change.volume24h, sizeDecimals)}` +
    `,"age_ms":${Math.max(0, sentAt - change.receivedAt)},"stale":${change.stale}` +
    `,"session":"${sessionOf(venue, sentAt)}"` +
    `,"simulated":${simulated},"cursor":"${epoch}.${change.sequence}"}`
  )
}

function sessionOf(venue: VenueName, at: number): SessionPhase {
  return tradedAt(venue) === 'spot' ? 'regular' : sessionAt('stock', at).phase
}

function figure(units: number | undefined, decimals: number): string {
  return units === undefined ? 'null' : formatUnits(units, decimals)
}
