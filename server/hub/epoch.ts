import { formatCursor, parseCursor } from '../../shared/cursor.ts'
import { type Hello, type Market, protocolVersion } from '../../shared/protocol.ts'
import { type Cohorts, makeCohorts } from './cohorts.ts'
import type { Demand } from './demand.ts'
import { type ListingOptions, makeListing } from './listing.ts'
import type { MarketContext } from './output.ts'
import { makeResolving, type Resolved, type Resolving } from './resolving.ts'
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
  /** The same object for all who ask alike at one moment: never to be changed. */
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
  /** Of a crowd that comes some ask for the same at the same moment. */
  let last: { resolved: Resolved; told: readonly number[]; hello: Hello } | undefined

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
      const resolved = resolve(symbols)
      const told = detailed(resolved.found, detail)
      const own = {
        cursor: cursor(standing.sequence),
        server_time: now(),
        heartbeat_ms: heartbeatMs,
        interval_ms: intervalMs,
      }
      if (last?.resolved === resolved && last.told === told && isTold(own, last.hello)) {
        return last.hello
      }
      const { names, called, unknown } = resolved
      const hello = {
        ...{ protocol: protocolVersion, market, simulated },
        ...own,
        ...{ symbols: names, instruments: called, unknown },
        ...(told.length > 0 && { detail: told }),
      }
      last = { resolved, told, hello }
      return hello
    },
  }
}

/** What of a hello isn't the same for all who ask for the same. */
type Own = Pick<Hello, 'cursor' | 'server_time' | 'heartbeat_ms' | 'interval_ms'>

function isTold(own: Own, { cursor, server_time, heartbeat_ms, interval_ms }: Hello): boolean {
  return (
    own.server_time === server_time &&
    own.cursor === cursor &&
    own.heartbeat_ms === heartbeat_ms &&
    own.interval_ms === interval_ms
  )
}
