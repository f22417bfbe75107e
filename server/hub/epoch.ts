import { formatCursor, parseCursor } from '../../shared/cursor.ts'
import { type Hello, type Market, protocolVersion } from '../../shared/protocol.ts'
import { type Cohorts, makeCohorts } from './cohorts.ts'
import type { Demand } from './demand.ts'
import { type ListingOptions, makeListing } from './listing.ts'
import type { MarketContext } from './output.ts'
import { makeResolving, type Resolving } from './resolving.ts'
import { makeSequence, type Sequence } from './sequence.ts'
import type { Standing } from './standing.ts'

/** A market as it takes over. */
export interface NewMarket extends ListingOptions {
  market: Market
}

/** One market for as long as its list of instruments is the same: what cursors and indexes refer to. */
export interface Epoch extends Resolving {
  readonly context: MarketContext
  readonly sequence: Sequence
  readonly cohorts: Cohorts
  /** The sequence of a cursor that this epoch has given out; its beginning counts as nowhere. */
  known(cursor: string | undefined): number | undefined
  /** The cursor at a sequence; `undefined` is the beginning. */
  cursor(sequence: number | undefined): string
  hello(about: HelloOptions): Hello
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

  const { resolve, detailed } = makeResolving(listing)
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
      const { found, unknown, names, called } = resolve(symbols)
      const told = detailed(found, detail)
      return {
        protocol: protocolVersion,
        cursor: cursor(standing.sequence),
        market,
        simulated,
        server_time: now(),
        heartbeat_ms: heartbeatMs,
        interval_ms: intervalMs,
        symbols: names,
        instruments: called,
        unknown,
        ...(told.length > 0 && { detail: told }),
      }
    },
  }
}
