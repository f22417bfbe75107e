import type { ListedInstrument } from '../../../shared/protocol.ts'
import type { Batch, SavedPrice } from '../../engine/store.ts'

export function row(index: number, price: number, sequence: number): SavedPrice {
  return {
    index,
    symbol: `S${index}`,
    venue: 'SIMULATED',
    quote: 'USDT',
    decimals: 2,
    price,
    change24h: undefined,
    bid: price - 1,
    ask: undefined,
    time: 1_000,
    knownAt: 1_000,
    stale: false,
    epoch: 'a',
    sequence,
  }
}

export const listing: ListedInstrument[] = [0, 1, 2].map((index) => ({
  id: `SIMULATED:S${index}`,
  venue: 'SIMULATED',
  symbol: `S${index}`,
  base: 'S',
  quote: 'USDT',
  decimals: 2,
  sizeDecimals: 0,
  index,
}))

/** A batch at `a.sequence`, whole unless it has a base. */
export function batch(sequence: number, prices: SavedPrice[], more: Partial<Batch> = {}): Batch {
  const head = { cursor: `a.${sequence}`, symbols: ['S0', 'S1'], market: 'live' as const }
  return {
    base: undefined,
    head: { ...head, simulated: false },
    listing: more.base === undefined ? listing : undefined,
    prices,
    ...more,
  }
}
