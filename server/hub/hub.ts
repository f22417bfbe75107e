import { type Cursor, formatCursor, parseCursor } from '../../shared/cursor.ts'
import type { Change, State } from '../../shared/frame.ts'
import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import {
  type CloseReason,
  cadenceLimits,
  type Hello,
  type ListedInstrument,
  type Market,
  type Price,
  protocolVersion,
} from '../../shared/protocol.ts'
import type { Cohort } from './cohort.ts'
import { type Cohorts, makeCohorts } from './cohorts.ts'
import { type Listing, makeListing } from './listing.ts'
import type { Encoding, MarketContext, Output } from './output.ts'
import { makeSequence, type Sequence } from './sequence.ts'
import type { Subscriber, Subscription } from './subscriber.ts'

/*
 * board ─ record ─▶ one sequence ─▶ cohorts, each at its cadence ─▶ outputs
 *                                └▶ read: the poll, since a cursor
 */

/** A market as it takes over. */
export interface NewMarket {
  market: Market
  venue: VenueName
  instruments: readonly Instrument[]
}

export interface HubStatus {
  market: Market
  simulated: boolean
  venue: VenueName
  epoch: string
  sequence: number
  instruments: number
  subscribers: number
  cohorts: number
}

/** What a poll gets: the newest state of what changed since its cursor. */
export interface Reading {
  cursor: string
  /** Everything, because the cursor was absent, of another epoch or of no sequence yet. */
  snapshot: boolean
  from: number
  to: number
  epoch: string
  changes: Change[]
  found: ListedInstrument[]
  unknown: string[]
  context: MarketContext
}

export interface SubscribeOptions {
  output: Output
  encoding: Encoding
  symbols: readonly string[]
  /** Resumes from here where the epoch is still ours; anything else gets a snapshot. */
  cursor?: string | undefined
  intervalMs?: number | undefined
  heartbeatMs?: number | undefined
}

export interface Hub {
  /** Another market, or other instruments: a new epoch. Every subscriber gets a hello and a snapshot. */
  begin(market: NewMarket): void
  /** Puts a new state in sequence. */
  record(state: State): void
  /** A sign of life of an instrument that changed nothing visible, at our epoch ms. */
  seen(instrument: InstrumentId, receivedAt: number): void
  subscribe(options: SubscribeOptions): Subscription
  read(symbols: readonly string[] | undefined, cursor: string | undefined): Reading
  hello(symbols: readonly string[], cursor: string, intervalMs: number, heartbeatMs: number): Hello
  /** An operator's test price, to whoever subscribes to its symbol; stored nowhere. */
  broadcastTest(price: Omit<Price, 'cursor'>): number
  status(): HubStatus
  /** Says goodbye to every client and ends all timers. */
  stop(reason: CloseReason): void
}

export interface HubOptions {
  now: () => number
  newEpoch: () => string
  heartbeatMs: number
  /** How long an output may stay undrained before its client is closed as a slow consumer. */
  stuckAfterMs: number
}

/** Cadences are rounded up to a multiple of this, so that cohorts can share a timer. */
const cadenceStepMs = 50
const housekeepingMs = 1_000

export function makeHub({ now, newEpoch, heartbeatMs, stuckAfterMs }: HubOptions): Hub {
  const subscribers = new Set<Subscriber>()
  let venue: VenueName = 'BINANCE'
  let listing: Listing = makeListing([], venue)
  let sequence: Sequence = makeSequence(newEpoch(), listing)
  let context: MarketContext = { market: 'connecting', simulated: false, listing }
  let cohorts: Cohorts = makeCohorts({ sequence, context, now })

  const housekeeping = setInterval(() => {
    const at = now()
    cohorts.beat()
    for (const subscriber of subscribers) closeIfStuck(subscriber, at)
  }, housekeepingMs)

  function closeIfStuck(subscriber: Subscriber, at: number): void {
    const { blockedAt, output } = subscriber
    if (blockedAt === undefined || at - blockedAt < stuckAfterMs || output.ready()) return
    drop(subscriber)
    output.close('slow-consumer')
  }

  function resolve(symbols: readonly string[]): { found: ListedInstrument[]; unknown: string[] } {
    const found = new Set<ListedInstrument>()
    const unknown: string[] = []
    for (const symbol of symbols) {
      const instrument = listing.find(symbol)
      if (instrument) found.add(instrument)
      else unknown.push(symbol)
    }
    return { found: [...found].sort((a, b) => a.index - b.index), unknown }
  }

  function place(subscriber: Subscriber): Cohort {
    const { found } = resolve(subscriber.symbols)
    return cohorts.place(
      subscriber,
      found.map(({ index }) => index),
    )
  }

  function drop(subscriber: Subscriber): void {
    cohorts.leave(subscriber)
    subscribers.delete(subscriber)
  }

  /** The sequence of a cursor that this epoch can have given out. */
  function known(cursor: string | undefined): number | undefined {
    const parsed: Cursor | undefined = cursor === undefined ? undefined : parseCursor(cursor)
    if (parsed === undefined || parsed.epoch !== sequence.epoch) return undefined
    return parsed.sequence <= sequence.last() ? parsed.sequence : undefined
  }

  const here = (at: number | undefined): string =>
    formatCursor({ epoch: sequence.epoch, sequence: at ?? 0 })

  function helloOf(subscriber: Subscriber): Hello {
    const { symbols, intervalMs, heartbeatMs: beat } = subscriber
    return makeHello(symbols, here(subscriber.sequence), intervalMs, beat)
  }

  function makeHello(
    symbols: readonly string[],
    cursor: string,
    intervalMs: number,
    beatMs: number,
  ): Hello {
    const { found, unknown } = resolve(symbols)
    return {
      protocol: protocolVersion,
      cursor,
      market: context.market,
      simulated: context.simulated,
      server_time: now(),
      heartbeat_ms: beatMs,
      interval_ms: intervalMs,
      symbols: found.map((instrument) => listing.nameOf(instrument)),
      instruments: found,
      unknown,
    }
  }

  function start(subscriber: Subscriber): void {
    const cohort = place(subscriber)
    subscriber.output.hello(helloOf(subscriber))
    subscriber.wroteAt = now()
    cohort.send(subscriber, now())
  }

  return {
    begin(market) {
      venue = market.venue
      listing = makeListing(market.instruments, venue)
      sequence = makeSequence(newEpoch(), listing)
      const simulated = market.market === 'simulated' || market.market === 'replay'
      context = { market: market.market, simulated, listing }
      cohorts.stop()
      cohorts = makeCohorts({ sequence, context, now })
      for (const subscriber of subscribers) {
        subscriber.sequence = undefined
        subscriber.revisions = undefined
        subscriber.fresh.clear()
        start(subscriber)
      }
    },

    record(state) {
      if (sequence.record(state)) cohorts.changed()
    },

    seen: (instrument, receivedAt) => sequence.seen(instrument, receivedAt),

    subscribe({ output, encoding, symbols, cursor, intervalMs, heartbeatMs: beat }) {
      const subscriber: Subscriber = {
        output,
        encoding,
        symbols: [...new Set(symbols)],
        intervalMs: cadence(intervalMs ?? cadenceLimits.defaultMs),
        heartbeatMs: Math.max(beat ?? heartbeatMs, intervalMs ?? 0),
        sequence: known(cursor),
        revisions: undefined,
        fresh: new Map(),
        wroteAt: now(),
        blockedAt: undefined,
      }
      subscribers.add(subscriber)
      start(subscriber)
      return {
        add(added, since) {
          const before = new Set(subscriber.symbols)
          const { found, unknown } = resolve(added.filter((symbol) => !before.has(symbol)))
          const from = known(since) ?? 0
          if (subscriber.sequence !== undefined) {
            for (const { index } of found) subscriber.fresh.set(index, from)
          }
          cohorts.leave(subscriber)
          subscriber.symbols = [...new Set([...before, ...added])]
          start(subscriber)
          return { unknown }
        },
        remove(removed) {
          const gone = new Set(resolve(removed).found)
          cohorts.leave(subscriber)
          subscriber.symbols = subscriber.symbols.filter((symbol) => {
            const instrument = listing.find(symbol)
            return instrument === undefined ? !removed.includes(symbol) : !gone.has(instrument)
          })
          for (const { index } of gone) subscriber.fresh.delete(index)
          place(subscriber)
        },
        pace(pace) {
          cohorts.leave(subscriber)
          if (pace.intervalMs !== undefined) subscriber.intervalMs = cadence(pace.intervalMs)
          subscriber.heartbeatMs = Math.max(
            pace.heartbeatMs ?? subscriber.heartbeatMs,
            subscriber.intervalMs,
          )
          place(subscriber).send(subscriber, now())
        },
        symbols: () => subscriber.symbols,
        close: () => drop(subscriber),
      }
    },

    read(symbols, cursor) {
      const asked = symbols ?? listing.instruments.map((each) => listing.nameOf(each))
      const { found, unknown } = resolve(asked)
      const from = known(cursor)
      const indexes = found.map(({ index }) => index)
      return {
        cursor: here(sequence.last()),
        snapshot: from === undefined,
        from: from ?? 0,
        to: sequence.last(),
        epoch: sequence.epoch,
        changes: sequence.since(indexes, from ?? 0),
        found,
        unknown,
        context,
      }
    },

    hello: makeHello,

    broadcastTest(price) {
      const instrument = listing.find(price.symbol)
      let reached = 0
      for (const subscriber of subscribers) {
        const wants = subscriber.symbols.some((symbol) => listing.find(symbol) === instrument)
        if (instrument === undefined || !wants || !subscriber.output.ready()) continue
        const bytes = subscriber.encoding.test?.({ ...price, cursor: here(subscriber.sequence) })
        if (bytes === undefined) continue
        subscriber.output.write(bytes)
        reached++
      }
      return reached
    },

    status: () => ({
      market: context.market,
      simulated: context.simulated,
      venue,
      epoch: sequence.epoch,
      sequence: sequence.last(),
      instruments: listing.instruments.length,
      subscribers: subscribers.size,
      cohorts: cohorts.count(),
    }),

    stop(reason) {
      clearInterval(housekeeping)
      for (const subscriber of [...subscribers]) {
        drop(subscriber)
        subscriber.output.close(reason)
      }
    },
  }
}

function cadence(intervalMs: number): number {
  return Math.ceil(intervalMs / cadenceStepMs) * cadenceStepMs
}
