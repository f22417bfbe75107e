import { formatCursor, parseCursor } from '../../../shared/cursor.ts'
import type { CompactFrame, Row } from '../../../shared/frame.ts'
import type { Hello, ListedInstrument } from '../../../shared/protocol.ts'
import type { FeedRequest } from '../transport.ts'

/**
 * The protocol's meaning and nothing else: one sequence, the newest state of each instrument, and
 * for a cursor whatever is above it. Prices only ever rise, over all epochs, so that an older state
 * can be told from a newer one by its price.
 */
export interface ModelServer {
  readonly symbols: readonly string[]
  change(index: number, now: number): void
  /** A restart: a new epoch that knows nothing yet. */
  restart(): void
  /** What a client at `cursor` gets; `undefined` where there is nothing to say. */
  frame(
    symbols: readonly string[],
    cursor: string | undefined,
    now: number,
  ): CompactFrame | undefined
  hello(request: FeedRequest, now: number): Hello
  cursor(): string
  /** The truth, by symbol. */
  prices(symbols: readonly string[]): Map<string, { price: number; epoch: string }>
}

export const modelHeartbeatMs = 10_000

export function createModelServer(count: number): ModelServer {
  const instruments: ListedInstrument[] = Array.from({ length: count }, (_, index) => ({
    id: `SIMULATED:S${index}`,
    venue: 'SIMULATED',
    symbol: `S${index}`,
    base: `S${index}`,
    quote: 'USDT',
    decimals: 2,
    sizeDecimals: 0,
    index,
  }))
  let version = 0
  let epochs = 1
  let sequence = 0
  let states = new Map<number, { price: number; sequence: number; receivedAt: number }>()
  const epoch = () => `e${epochs}`
  const chosen = (symbols: readonly string[]) =>
    instruments.filter(({ symbol }) => symbols.includes(symbol))

  /** The sequence of a cursor that this epoch can have given out. */
  function known(cursor: string | undefined): number | undefined {
    const parsed = cursor === undefined ? undefined : parseCursor(cursor)
    if (parsed?.epoch !== epoch() || parsed.sequence > sequence) return undefined
    return parsed.sequence
  }

  return {
    symbols: instruments.map(({ symbol }) => symbol),
    change(index, now) {
      states.set(index, { price: ++version, sequence: ++sequence, receivedAt: now })
    },
    restart() {
      epochs += 1
      sequence = 0
      states = new Map()
    },
    frame(symbols, cursor, now) {
      const from = known(cursor)
      const rows: Row[] = []
      for (const { index } of chosen(symbols)) {
        const state = states.get(index)
        if (state === undefined || state.sequence <= (from ?? 0)) continue
        const { price, receivedAt } = state
        const figures = { change24h: undefined, bid: undefined, ask: undefined }
        rows.push({
          index,
          price,
          ...figures,
          time: receivedAt,
          ageMs: now - receivedAt,
          stale: false,
        })
      }
      if (rows.length === 0) return undefined
      const snapshot = from === undefined
      const about = { epoch: epoch(), from: from ?? 0, to: sequence, snapshot, sentAt: now }
      return { ...about, merged: undefined, rows }
    },
    hello: ({ symbols, cursor, intervalMs }, now) => ({
      protocol: 1,
      cursor: formatCursor({ epoch: epoch(), sequence: known(cursor) ?? 0 }),
      market: 'simulated',
      simulated: true,
      server_time: now,
      heartbeat_ms: modelHeartbeatMs,
      interval_ms: intervalMs,
      symbols: [...symbols],
      instruments: chosen(symbols),
      unknown: symbols.filter((symbol) => !instruments.some((each) => each.symbol === symbol)),
    }),
    cursor: () => formatCursor({ epoch: epoch(), sequence }),
    prices(symbols) {
      const truth = new Map<string, { price: number; epoch: string }>()
      for (const { index, symbol } of chosen(symbols)) {
        const state = states.get(index)
        if (state) truth.set(symbol, { price: state.price, epoch: epoch() })
      }
      return truth
    },
  }
}
