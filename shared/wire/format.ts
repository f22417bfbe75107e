import { mix, mixLarge, mixText } from './check.ts'

/*
 * The compact form, version 2: bits, most significant first.
 *
 *   check:32
 *   absolute:1
 *     1 → snapshot:1 from:exp(16) to-from:exp(16) sentAt:exp(40) counted:1 [merged:exp(4)]
 *         count:exp(6) the instruments' indexes, ascending
 *     0 → to-from:exp(4) sentAt since the last frame:exp(7) merged:exp(0)
 *         all:1, or 0 count:exp(4) the instruments' places in the subscription, ascending
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
 * The check is over the bytes behind it, the epoch, what the frame begins at (the sequence and time of
 * the last frame, which it doesn't tell), and the rows that come of it: a frame that was changed on
 * its way, that is another's, or that meets another state than it was made for, is known by it.
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
export function foreseeChange(before: Figures, row: number, price: number): number {
  const from = before.price[row] ?? 0
  if (from === 0) return 0
  const change = before.change[row] ?? 0
  const foreseen = change + Math.round(((price - from) / from) * (10_000 + change))
  return isChange(foreseen) ? foreseen : 0
}

/** One column each; a row of each is an instrument. A bid or an ask is there where its flag is set. */
export interface Figures {
  flags: Float64Array
  price: Float64Array
  /** Basis points. */
  change: Float64Array
  bid: Float64Array
  ask: Float64Array
  /** Of a row without detail about right, and not what a later frame is coded against. */
  time: Float64Array
}

export function makeFigures(length: number): Figures {
  return {
    flags: new Float64Array(length),
    price: new Float64Array(length),
    change: new Float64Array(length),
    bid: new Float64Array(length),
    ask: new Float64Array(length),
    time: new Float64Array(length),
  }
}

export function clear(figures: Figures, length: number): void {
  for (const column of Object.values(figures)) column.fill(0, 0, length)
}

export function absoluteSeed(epoch: string): number {
  return mixText(0x45_62_62_32, epoch)
}

export function nextSeed(epochSeed: number, at: { sequence: number; sentAt: number }): number {
  return mixLarge(mixLarge(epochSeed, at.sequence), at.sentAt)
}

/** Mixes in what came of a row. The time isn't among it: see `Figures`. */
export function mixRow(hash: number, index: number, figures: Figures, row: number): number {
  const known = figures.flags[row] ?? 0
  const price = figures.price[row] ?? 0
  let others = (index << 4) | known
  if (price >= 0x8000_0000) others ^= Math.imul(Math.floor(price / 0x1_0000_0000), 0xc2b2ae3d)
  if ((known & flags.bid) !== 0) others = mix(others, (figures.bid[row] ?? 0) | 0)
  if ((known & flags.ask) !== 0) others = mix(others, (figures.ask[row] ?? 0) | 0)
  const spread =
    Math.imul(others, 0x9e3779b1) ^ Math.imul((figures.change[row] ?? 0) | 0, 0x85ebca77)
  return mix(hash, (price | 0) ^ spread)
}
