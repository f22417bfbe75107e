import type { Change, Frame } from '../../frame.ts'

/** For tests and benches: a market that walks by itself, of numbers that are the same each time. */
export interface Market {
  /** All that is known, by index. */
  readonly changes: Change[]
  readonly sequence: () => number
  /** Has some instruments change; each by what `move` says, in units. */
  step(options: { now: number; chosen: (index: number) => boolean; move: () => number }): void
  /** What changed since a sequence. */
  frame(from: number | undefined, now: number): Frame
}

/** Whole numbers below a bound, from a seed (mulberry32). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

export function createMarket(options: {
  count: number
  now: number
  price: (index: number) => number
}): Market {
  let sequence = 0
  const opens: number[] = []
  const changes = Array.from({ length: options.count }, (_, index): Change => {
    const price = options.price(index)
    opens.push(Math.max(1, Math.round(price * (1 + ((index % 9) - 4) / 150))))
    return {
      ...{ instrument: `BINANCE:I${index}USDT`, index, sequence: ++sequence, price },
      ...{ change24h: undefined, bid: undefined, ask: undefined },
      ...{ high24h: undefined, low24h: undefined, volume24h: undefined },
      ...{ time: options.now, receivedAt: options.now, stale: false },
    }
  })
  for (const change of changes) retell(change)

  function retell(change: Change): void {
    const open = opens[change.index] ?? 1
    change.change24h = Math.round(((change.price - open) / open) * 10_000)
  }

  return {
    changes,
    sequence: () => sequence,
    step({ now, chosen, move }) {
      for (const change of changes) {
        if (!chosen(change.index)) continue
        change.price = Math.max(1, change.price + move())
        change.sequence = ++sequence
        change.time = now
        change.receivedAt = now
        retell(change)
      }
    },
    frame: (from, now) => ({
      ...{ epoch: 'm3k9x2a', from: from ?? 0, to: sequence, snapshot: from === undefined },
      ...{ sentAt: now, merged: from === undefined ? undefined : 0 },
      changes: changes.filter((each) => each.sequence > (from ?? 0)),
    }),
  }
}
