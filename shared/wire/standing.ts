import type { Row } from '../frame.ts'
import { digestOf, mix } from './check.ts'
import { absoluteSeed, field, flags, isChange, isPrice, rowLength } from './format.ts'

/** Where everybody stands who got the last frame of a subscription: what the next one is coded against. */
export interface Standing {
  readonly epoch: string
  /** The subscription's instruments, ascending: an instrument's place is its rank among them. */
  readonly indexes: Uint32Array
  readonly places: ReadonlyMap<number, number>
  /** A row a place: see `field`. */
  readonly figures: Float64Array
  /** Of the epoch: where a check begins. */
  readonly seed: number
  /** Of the subscription and of all its figures but the times. */
  digest: number
  sequence: number
  /** Of the last frame, epoch ms; not a number before the first. */
  sentAt: number
}

export function makeStanding(options: { epoch: string; indexes: readonly number[] }): Standing {
  const { epoch } = options
  const indexes = Uint32Array.from(options.indexes)
  return {
    epoch,
    indexes,
    places: new Map(options.indexes.map((index, place) => [index, place])),
    figures: new Float64Array(indexes.length * rowLength),
    seed: absoluteSeed(epoch),
    digest: blankDigest(indexes),
    sequence: 0,
    sentAt: Number.NaN,
  }
}

/** Where the rows of an absolute frame are, with room for so many: its digest is of no use. */
export function makeOwn(rows: number): Standing {
  return makeStanding({ epoch: '', indexes: Array.from({ length: rows }, (_, row) => row) })
}

/** Of a subscription of which nothing is known. */
function blankDigest(indexes: Uint32Array): number {
  let digest = 0
  for (const index of indexes) digest = mix(digest, index)
  return digest
}

/** Forgets all figures. */
export function blank(standing: Standing): void {
  standing.figures.fill(0)
  standing.digest = blankDigest(standing.indexes)
}

/** Sets a figure, of which `at` is the place among all of them. The digest has no times: see `field`. */
export function setFigure(standing: Standing, at: number, figure: number): void {
  const { figures } = standing
  standing.digest ^= digestOf(at, figures[at] ?? 0) ^ digestOf(at, figure)
  figures[at] = figure
}

/** Copies a row from one place among all figures to another. */
export function copyRow(from: Float64Array, at: number, to: Standing, toAt: number): void {
  for (let i = 0; i < field.time; i++) setFigure(to, toAt + i, from[at + i] ?? 0)
  to.figures[toAt + field.time] = from[at + field.time] ?? 0
}

/**
 * Where the check of the frame begins that goes on from here. The two numbers are halved here, because
 * one that is handed on as it is may be garbage.
 */
export function nextSeed({ seed, sequence, sentAt }: Standing): number {
  const begun = mix(mix(seed, sequence | 0), Math.floor(sequence / 0x1_0000_0000))
  return mix(mix(begun, sentAt | 0), Math.floor(sentAt / 0x1_0000_0000))
}

/** A row as whoever resumes has it: how old it is doesn't matter. */
export type KnownRow = Omit<Row, 'ageMs'>

/** Puts a row where it stands, as it was read before; of one without detail no bid or ask is told. */
export function fillRow(standing: Standing, row: KnownRow, isDetailed: boolean): void {
  const place = standing.places.get(row.index)
  if (place === undefined) return
  const { price, change24h, bid, ask, time, stale } = row
  let known = stale ? flags.stale : 0
  if (isChange(change24h)) known |= flags.change
  if (isDetailed && isPrice(bid)) known |= flags.bid
  if (isDetailed && isPrice(ask)) known |= flags.ask
  const at = place * rowLength
  setFigure(standing, at + field.flags, known)
  setFigure(standing, at + field.price, price)
  setFigure(standing, at + field.change, (known & flags.change) === 0 ? 0 : (change24h ?? 0))
  setFigure(standing, at + field.bid, (known & flags.bid) === 0 ? 0 : (bid ?? 0))
  setFigure(standing, at + field.ask, (known & flags.ask) === 0 ? 0 : (ask ?? 0))
  standing.figures[at + field.time] = time
}
