import { absoluteSeed, type Figures, makeFigures } from './format.ts'

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

/** Copies a row of `from`. */
export function copyRow(from: Figures, row: number, to: { figures: Figures; row: number }): void {
  const { figures } = to
  figures.flags[to.row] = from.flags[row] ?? 0
  figures.price[to.row] = from.price[row] ?? 0
  figures.change[to.row] = from.change[row] ?? 0
  figures.bid[to.row] = from.bid[row] ?? 0
  figures.ask[to.row] = from.ask[row] ?? 0
  figures.time[to.row] = from.time[row] ?? 0
}
