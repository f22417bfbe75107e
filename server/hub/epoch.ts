import { formatCursor, parseCursor } from '../../shared/cursor.ts'
import {
  type Hello,
  type ListedInstrument,
  type Market,
  protocolVersion,
} from '../../shared/protocol.ts'
import { type Cohorts, makeCohorts } from './cohorts.ts'
import type { Demand } from './demand.ts'
import { type ListingOptions, makeListing } from './listing.ts'
import type { MarketContext } from './output.ts'
import { makeSequence, type Sequence } from './sequence.ts'
import type { Standing } from './standing.ts'

/** A market as it takes over. */
export interface NewMarket extends ListingOptions {
  market: Market
}

/** One market for as long as its list of instruments is the same: what cursors and indexes refer to. */
export interface Epoch {
  readonly context: MarketContext
  readonly sequence: Sequence
  readonly cohorts: Cohorts
  /** What `symbols` name, by index; `undefined` is what is listed by default. */
  resolve(symbols: readonly string[] | undefined): Resolved
  /** Of these instruments those that `detail` names, by index. */
  detailed(found: readonly ListedInstrument[], detail: readonly string[]): number[]
  /** The sequence of a cursor that this epoch has given out; its beginning counts as nowhere. */
  known(cursor: string | undefined): number | undefined
  /** The cursor at a sequence; `undefined` is the beginning. */
  cursor(sequence: number | undefined): string
  hello(about: HelloOptions): Hello
}

export interface Resolved {
  found: ListedInstrument[]
  unknown: string[]
}

export interface HelloOptions {
  symbols: readonly string[] | undefined
  detail: readonly string[]
  standing: Pick<Standing, 'sequence'>
  intervalMs: number
  heartbeatMs: number
}

export interface EpochOptions {
  market: NewMarket
  epoch: string
  demand: Demand
  now: () => number
}

export function makeEpoch({ market: of, epoch, demand, now }: EpochOptions): Epoch {
  const { market, venue } = of
  const listing = makeListing(of)
  const sequence = makeSequence(epoch, listing)
  const simulated = market === 'simulated' || market === 'replay'
  const context: MarketContext = { market, simulated, venue, listing }

  function resolve(symbols: readonly string[] | undefined): Resolved {
    if (symbols === undefined) return { found: [...listing.defaults], unknown: [] }
    const found = new Set<ListedInstrument>()
    const unknown: string[] = []
    for (const symbol of symbols) {
      const instrument = listing.find(symbol)
      if (instrument) found.add(instrument)
      // Before a market is there, nothing is listed and nothing can be called unknown.
      else if (listing.instruments.length > 0) unknown.push(symbol)
    }
    return { found: [...found].sort((a, b) => a.index - b.index), unknown }
  }

  /**
   * An instrument as whoever asks calls it: `BTCUSDT` where another venue's stands in for it, and by
   * its id where it is asked for by that alone.
   */
  function named(symbols: readonly string[] | undefined) {
    const asked = new Map<ListedInstrument | undefined, string>()
    for (const symbol of symbols ?? []) {
      const instrument = listing.find(symbol)
      const name = symbol.includes(':') ? instrument?.id : instrument && listing.nameOf(instrument)
      if (name !== undefined && (!asked.has(instrument) || !symbol.includes(':'))) {
        asked.set(instrument, name)
      }
    }
    return (each: ListedInstrument): ListedInstrument => ({
      ...each,
      symbol: asked.get(each) ?? listing.nameOf(each),
    })
  }

  function detailed(found: readonly ListedInstrument[], detail: readonly string[]): number[] {
    if (detail.length === 0) return []
    const named = new Set(detail.map((symbol) => listing.find(symbol)))
    return found.filter((each) => named.has(each)).map(({ index }) => index)
  }

  const cursor = (at: number | undefined) => formatCursor({ epoch, sequence: at ?? 0 })

  return {
    context,
    sequence,
    cohorts: makeCohorts({ sequence, context, demand, now }),
    resolve,
    detailed,
    known(text) {
      const parsed = text === undefined ? undefined : parseCursor(text)
      if (parsed === undefined || parsed.epoch !== epoch || parsed.sequence === 0) return undefined
      return parsed.sequence <= sequence.last() ? parsed.sequence : undefined
    },
    cursor,
    hello({ symbols, detail, standing, intervalMs, heartbeatMs }) {
      const { found, unknown } = resolve(symbols)
      const told = detailed(found, detail)
      return {
        protocol: protocolVersion,
        cursor: cursor(standing.sequence),
        market,
        simulated,
        server_time: now(),
        heartbeat_ms: heartbeatMs,
        interval_ms: intervalMs,
        symbols: found.map((instrument) => listing.nameOf(instrument)),
        instruments: found.map(named(symbols)),
        unknown,
        ...(told.length > 0 && { detail: told }),
      }
    },
  }
}
