import type { Encoding, Output } from './output.ts'
import type { Standing } from './standing.ts'

/** One client as the hub sees it. Owned by the hub; feeds hold a `Subscription` instead. */
export interface Subscriber {
  // What is looked at with each frame comes first: of ten thousand clients it is in no cache.
  readonly output: Output
  standing: Standing
  /** Instruments added since, and from which sequence the client needs them; `undefined` for none. */
  fresh: Map<number, number> | undefined
  /** Since when its output has not drained, epoch ms. */
  blockedAt: number | undefined
  heartbeatMs: number
  intervalMs: number
  readonly encoding: Encoding
  /** As the client asked: kept as text, because another epoch may list them otherwise. `undefined`: all. */
  symbols: readonly string[] | undefined
  /** Those of which it wants to be told all, as the client asked. */
  detail: readonly string[]
}

/** A feed's hold on its subscriber. */
export interface Subscription {
  /**
   * Adds instruments; says which are unknown. `since` is a cursor for the added ones. `detail` takes
   * the place of what was asked for before.
   */
  add(
    symbols: readonly string[],
    more?: { since?: string | undefined; detail?: readonly string[] | undefined },
  ): { unknown: string[] }
  /** Says which instruments were subscribed and no longer are, by their names. */
  remove(symbols: readonly string[]): { removed: string[] }
  /** Other cadence or heartbeat, ms; takes effect at once. */
  pace(pace: { intervalMs?: number | undefined; heartbeatMs?: number | undefined }): void
  /** How many symbols would be asked for with these added, unknown ones included. */
  count(added: readonly string[]): number
  /** The client was told something beside the prices: what builds on bytes can't go on from there. */
  interrupted(): void
  /** The client is gone: nothing is written any more. */
  close(): void
}
