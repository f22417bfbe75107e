import type { TradesResponse } from '../../../shared/api.ts'
import type { Row } from '../market.ts'
import { rowOf } from '../testing.ts'

/** For tests: what a server tells of an instrument, and a row of the market. */
export function told(patch: Partial<TradesResponse> = {}): TradesResponse {
  return {
    ...{ symbol: 'BTCUSDT', venue: 'BINANCE', market: 'live', simulated: false },
    ...{ decimals: 2, size_decimals: 5, cursor: 'a.1', snapshot: true, unbroken_since: null },
    ...{ time: [], price: [], size: [], side: [] },
    ...{ open_24h: null, high_24h: null, low_24h: null, volume_24h: null, turnover_24h: null },
    ...patch,
  }
}

/** Columns of trades at these times; what each traded at follows from its time. */
export function tradesAt(...time: number[]) {
  const side = time.map((each) => (each % 2 === 0 ? ('buy' as const) : ('sell' as const)))
  return { time, price: time.map((each) => each + 0.5), size: time.map(() => 0.25), side }
}

export function row(patch: Partial<Row> = {}): Row {
  return rowOf({ change24h: 60, ...patch })
}
