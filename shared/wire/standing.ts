import { absoluteSeed, type Figures, flags, makeFigures } from './format.ts'

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
