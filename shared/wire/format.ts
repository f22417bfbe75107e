import { mixText } from './check.ts'

/*
 * The compact form, version 3: bits, most significant first.
 *
 *   check:32
 *   absolute:1
 *     1 → snapshot:1 from:exp(16) to-from:exp(16) sentAt:exp(40) counted:1 [merged:exp(4)]
 *         count:exp(6) the instruments' indexes, ascending
 *     0 → to-from:exp(4) sentAt since the last frame:exp(7) merged:exp(0)
 *         all:1, or 0 count:exp(4) the instruments' places in the subscription, ascending
 *   rare:1, or 0 where there are no columns but price and change
 *   columns, a number for each of these rows: see column.ts
 *     flags    xor those before: stale 1, and which figures are known: change 2, bid 4, ask 8
 *     price    less the one before
 *     change   less the one that follows from the price, so that it is nought but for the rounding
 *     age      ms where it is a second or more, else nought
 *     time     less the one before where the price stands, less `sentAt` where it moved
 *     bid, ask less the one before; less the price where there was none
 *   noughts up to the next byte
 *
 * exp(k) is exponential Golomb. What was "before" is the state at the end of the last frame: of an
 * absolute one it is nothing, all noughts. Nothing else is remembered from frame to frame: Rice
 * parameters are in each column. State agrees by the sequence alone, so whoever got the last frame,
 * absolute or not, understands the next one, and all of them get the same bytes.
 *
 * A place is an instrument's rank among those subscribed, by their index. Bid, ask and the venue's
 * time are exact for those instruments of which the subscription wants the detail; of others no bid or
 * ask is told, and the time of a price that has moved since the last frame is that of this frame.
 *
 * The check of an absolute frame is over the epoch and the bytes behind it. That of another one is over
 * the subscription, the sequence and time of the last frame, which it doesn't tell, and the digest of
 * all that is known at its end, told or not (see standing.ts), too: a frame that was changed on its way,
 * that is another's, or that meets another state than it was made for, is known by it.
 */

/** Below it an age is nought, ms. */
export const ageFromMs = 1_000

/** No epoch lists as many. */
export const maxIndex = 2 ** 24

/** Exponential Golomb parameters, about log2 of what each mostly is. */
export const sizes = {
  sequence: 16,
  sentAt: 40,
  merged: 4,
  rows: 6,
  nextSequence: 4,
  nextSentAt: 7,
  nextMerged: 0,
  nextRows: 4,
} as const

export const checkBytes = 4

export const flags = { stale: 1, change: 2, bid: 4, ask: 8, quoted: 12, all: 15 } as const

/** Basis points beyond which a change is told as unknown. */
const maxChange = 2 ** 50

export function isChange(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && Math.abs(value) < maxChange
}

/** A price, a bid or an ask, in units. */
export function isPrice(value: number | undefined): value is number {
  return value !== undefined && value > 0 && Number.isSafeInteger(value)
}

/**
 * The change in basis points that follows from the one before: both prices are against the same open,
 * unless that has moved. Nothing but multiplication, division and rounding, which are the same everywhere.
 */
export function foreseeChange(change: number, from: number, price: number): number {
  if (from === 0) return 0
  const foreseen = change + Math.round(((price - from) / from) * (10_000 + change))
  return Math.abs(foreseen) < maxChange ? foreseen : 0
}

/**
 * A row of figures is an instrument. A bid or an ask is there where its flag is set, else nought, and
 * so is the change (basis points). The time of a row without detail is about right, and not what a
 * later frame is coded against.
 */
export const field = { flags: 0, price: 1, change: 2, bid: 3, ask: 4, time: 5 } as const

export const rowLength = 6

/** Where the check of an epoch's frames begins. */
export function absoluteSeed(epoch: string): number {
  return mixText(0x45_62_62_33, epoch)
}
