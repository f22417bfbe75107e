import type { Trade } from '../../shared/trade.ts'

/** How many of an instrument's newest trades are kept; what is older than all of them goes. */
export const keptTrades = 64

/** Columns of equal length, ascending by the venue's time, then by its id. Figures are units. */
export interface TradeColumns {
  time: number[]
  price: number[]
  size: number[]
  side: Trade['side'][]
}

export interface ReadTrades extends TradeColumns {
  /** Pass it as `since` next time. */
  taken: number
  /** All that there is, and not only what came since: it replaces what the reader had. */
  snapshot: boolean
  /** Every trade from this time on was heard, epoch ms; `undefined` while none is. */
  unbrokenSince: number | undefined
}

/** The newest trades of one instrument, each of them once, in columns that are made once and for all. */
export interface TradeRing {
  /** A late trade goes where it belongs; one that is here already, or older than a full ring, is left. */
  add(trade: Trade): void
  /** Trades are being missed until the next one. */
  interrupt(): void
  /** The newest `limit` of what came after `since`, which an earlier read has told as `taken`. */
  read(query: { since: number | undefined; limit: number }): ReadTrades
}

const sides = [undefined, 'buy', 'sell'] as const
const noId = -1

export function makeTradeRing(kept = keptTrades): TradeRing {
  const times = new Float64Array(kept)
  const ids = new Float64Array(kept)
  const prices = new Float64Array(kept)
  const sizes = new Float64Array(kept)
  const takers = new Uint8Array(kept)
  let first = 0
  let count = 0
  /** Trades ever taken in: a reader who has heard of so many lacks only what came behind. */
  let taken = 0
  /** So many were taken when one last came late: who has heard of fewer needs all of them. */
  let reordered = 0
  let unbrokenSince: number | undefined

  const slot = (index: number) => (first + index) % kept

  /** Where a trade belongs: nearly always behind the last. `undefined` where it is here already. */
  function placeOf(time: number, id: number): number | undefined {
    let index = count
    while (index > 0) {
      const before = slot(index - 1)
      const beforeTime = times[before] ?? 0
      const beforeId = ids[before] ?? noId
      if (beforeTime === time && beforeId === id && id !== noId) return undefined
      if (beforeTime < time || (beforeTime === time && beforeId <= id)) break
      index--
    }
    return index
  }

  function move(from: number, to: number): void {
    times[to] = times[from] ?? 0
    ids[to] = ids[from] ?? noId
    prices[to] = prices[from] ?? 0
    sizes[to] = sizes[from] ?? 0
    takers[to] = takers[from] ?? 0
  }

  return {
    add({ time, price, size, side, id = noId }) {
      let place = placeOf(time, id)
      if (place === undefined || (place === 0 && count === kept)) return
      if (count === kept) {
        first = slot(1)
        place--
      } else {
        count++
      }
      for (let index = count - 1; index > place; index--) move(slot(index - 1), slot(index))
      const at = slot(place)
      times[at] = time
      ids[at] = id
      prices[at] = price
      sizes[at] = size
      takers[at] = sides.indexOf(side)
      taken++
      if (place < count - 1) reordered = taken
      unbrokenSince ??= time
    },
    interrupt() {
      unbrokenSince = undefined
    },
    read({ since, limit }) {
      const missing = since === undefined || since > taken ? count : taken - since
      const reach = Math.min(limit, count)
      const snapshot = since === undefined || since > taken || since < reordered || missing > reach
      const read: ReadTrades = {
        ...{ time: [], price: [], size: [], side: [] },
        ...{ taken, snapshot, unbrokenSince },
      }
      for (let index = count - (snapshot ? reach : missing); index < count; index++) {
        const at = slot(index)
        read.time.push(times[at] ?? 0)
        read.price.push(prices[at] ?? 0)
        read.size.push(sizes[at] ?? 0)
        read.side.push(sides[takers[at] ?? 0])
      }
      return read
    },
  }
}
