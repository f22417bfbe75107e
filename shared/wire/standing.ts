import type { Row } from '../frame.ts'
import { absoluteSeed, type Figures, flags, isChange, isPrice, makeFigures } from './format.ts'

/** Where everybody stands who got the last frame of a subscription: what the next one is coded against. */
export interface Standing {
  readonly epoch: string
  /** The subscription's instruments, ascending: an instrument's place is its rank among them. */
  readonly indexes: readonly number[]
  readonly places: ReadonlyMap<number, number>
  /** A row a place. */
  readonly figures: Figures
  /** Of the epoch: where a check begins. */
  readonly seed: number
  sequence: number
  /** Of the last frame, epoch ms; `undefined` before the first. */
  sentAt: number | undefined
}

export function makeStanding(options: { epoch: string; indexes: readonly number[] }): Standing {
  const { epoch, indexes } = options
  return {
    epoch,
    indexes,
    places: new Map(indexes.map((index, place) => [index, place])),
    figures: makeFigures(indexes.length),
    seed: absoluteSeed(epoch),
    sequence: 0,
    sentAt: undefined,
  }
}

/** Copies a row. Its arguments stand alone because it is called for every change, without garbage. */
export function copyRow(from: Figures, row: number, to: Figures, place: number): void {
  to.flags[place] = from.flags[row] ?? 0
  to.price[place] = from.price[row] ?? 0
  to.change[place] = from.change[row] ?? 0
  to.time[place] = from.time[row] ?? 0
  if (((from.flags[row] ?? 0) & flags.quoted) === 0) return
  to.bid[place] = from.bid[row] ?? 0
  to.ask[place] = from.ask[row] ?? 0
}

/** A row as whoever resumes has it: how old it is doesn't matter. */
export type KnownRow = Omit<Row, 'ageMs'>

/** Puts a row where it stands, as it was read before; of one without detail no bid or ask is told. */
export function fillRow({ places, figures }: Standing, row: KnownRow, isDetailed: boolean): void {
  const place = places.get(row.index)
  if (place === undefined) return
  const { price, change24h, bid, ask, time, stale } = row
  let known = stale ? flags.stale : 0
  if (isChange(change24h)) known |= flags.change
  if (isDetailed && isPrice(bid)) known |= flags.bid
  if (isDetailed && isPrice(ask)) known |= flags.ask
  figures.flags[place] = known
  figures.price[place] = price
  figures.change[place] = change24h ?? 0
  figures.bid[place] = bid ?? 0
  figures.ask[place] = ask ?? 0
  figures.time[place] = time
}
