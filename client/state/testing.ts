import type { Row } from './market.ts'

/** A row of the market, as tests need one. */
export function rowOf(patch: Partial<Row> = {}): Row {
  return {
    ...{ symbol: 'BTCUSDT', venue: 'BINANCE', quote: 'USDT', decimals: 2, price: 6_183_760 },
    ...{ change24h: undefined, bid: undefined, ask: undefined, time: 0, knownAt: 0, stale: false },
    ...{ epoch: 'a', sequence: 1, cached: false, flash: undefined },
    ...patch,
  }
}
