import type { TradesResponse } from '../../../shared/api.ts'

/** A trade as its line shows it. It stays the same object for as long as it is shown. */
export interface ShownTrade {
  /** The venue's, epoch ms. */
  time: number
  price: number
  /** In the base currency. */
  size: number
  /** The taker's; `undefined` where the venue doesn't tell. */
  side: 'buy' | 'sell' | undefined
  /** It came behind those that were there, and not with all of them anew. */
  fresh: boolean
}

/** As many as the server gives. */
const shown = 50

type Told = Pick<TradesResponse, 'time' | 'price' | 'size' | 'side' | 'snapshot'>

/**
 * The list after an answer, newest first. A snapshot replaces what was there; what stands in both
 * stays as it is, so that a line that is on the screen is neither made anew nor told as new.
 */
export function mergeTrades(before: readonly ShownTrade[], told: Told): readonly ShownTrade[] {
  const fresh = !told.snapshot && before.length > 0
  const came = told.time.map((time, index): ShownTrade => {
    const [price = Number.NaN, size = Number.NaN] = [told.price[index], told.size[index]]
    return { time, price, size, side: told.side[index] ?? undefined, fresh }
  })
  came.reverse()
  if (!told.snapshot) return came.length === 0 ? before : [...came, ...before].slice(0, shown)
  const known = byFigures(before)
  return came.slice(0, shown).map((trade) => known.get(figuresOf(trade))?.shift() ?? trade)
}

/** The newest as they are kept: columns, ascending. */
export function columnsOf(list: readonly ShownTrade[]): Omit<Told, 'snapshot'> {
  const ascending = list.toReversed()
  return {
    time: ascending.map(({ time }) => time),
    price: ascending.map(({ price }) => price),
    size: ascending.map(({ size }) => size),
    side: ascending.map(({ side }) => side ?? null),
  }
}

/** Trades that look alike can't be told apart, and needn't be. */
function byFigures(list: readonly ShownTrade[]): Map<string, ShownTrade[]> {
  const groups = new Map<string, ShownTrade[]>()
  for (const trade of list) {
    const group = groups.get(figuresOf(trade))
    if (group) group.push(trade)
    else groups.set(figuresOf(trade), [trade])
  }
  return groups
}

function figuresOf({ time, price, size, side }: ShownTrade): string {
  return `${time} ${price} ${size} ${side}`
}
