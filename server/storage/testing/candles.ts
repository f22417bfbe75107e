import type { Log } from '../../operations/log.ts'
import type { Scaled, Storage, StorageState, StoredCandle } from '../storage.ts'

export const btc: Scaled = { id: 'BINANCE:BTCUSDT', decimals: 2, sizeDecimals: 5 }
export const eth: Scaled = { id: 'BINANCE:ETHUSDT', decimals: 2, sizeDecimals: 4 }
export const minute = 60_000
export const start = Date.UTC(2024, 1, 26)

/** The n-th minute of a series, told apart from any other by its figures. */
export function candle(n: number, rest: Partial<StoredCandle> = {}): StoredCandle {
  return {
    instrument: btc,
    interval: '1m',
    time: start + n * minute,
    open: 6_000_000 + n,
    high: 6_000_500 + n,
    low: 5_999_500 + n,
    close: 6_000_100 + n,
    volume: 1_000_000 + n,
    source: 'live',
    partial: false,
    ...rest,
  }
}

export const candlesOf = (count: number, rest: Partial<StoredCandle> = {}): StoredCandle[] =>
  Array.from({ length: count }, (_, n) => candle(n, rest))

/** What reading gives of it. */
export function seen({ instrument, interval, ...rest }: StoredCandle) {
  return rest
}

export const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** Until storage says so; the test's own time limit ends a vain wait. */
export async function becomes(storage: Storage, state: StorageState): Promise<void> {
  while (storage.health().state !== state) await new Promise((resolve) => setTimeout(resolve, 2))
}
