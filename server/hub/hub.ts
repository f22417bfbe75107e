import type { Change, State } from '../../shared/frame.ts'
import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import {
  type CloseReason,
  cadenceLimits,
  type Hello,
  type ListedInstrument,
  type Market,
  type Price,
} from '../../shared/protocol.ts'
import { idleBeatMs, roundCadence } from './cadence.ts'
import type { Cohort } from './cohort.ts'
import { makeDemand } from './demand.ts'
import { type Epoch, makeEpoch, type NewMarket } from './epoch.ts'
import { makeLists } from './lists.ts'
import type { Encoding, MarketContext, Output } from './output.ts'
import { standingAt, withoutMark } from './standing.ts'
import type { Subscriber, Subscription } from './subscriber.ts'
import { makeSubscription, refresh } from './subscription.ts'

/*
 * board ─ record ─▶ one sequence ─▶ cohorts, each at its cadence ─▶ outputs
 *                                └▶ read: the poll, since a cursor
 */

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
  /** By index. */
  detail: number[]
  found: ListedInstrument[]
  unknown: string[]
  context: MarketContext
}

export interface SubscribeOptions {
  output: Output
  encoding: Encoding
  /** Absent: what is listed by default, in every epoch. */
  symbols?: readonly string[] | undefined
  /** Those of which it wants to be told all, where the encoding tells less of others. */
  detail?: readonly string[] | undefined
  /** Resumes from here where the epoch is still ours; anything else gets a snapshot. */
  cursor?: string | undefined
  intervalMs?: number | undefined
  heartbeatMs?: number | undefined
}

export interface Hub {
  /** Another market, or other instruments: a new epoch. Every subscriber gets a hello and a snapshot. */
  begin(market: NewMarket): void
  /** Lists more instruments in this epoch. Who has asked for one of them gets a hello with it. */
  extend(instruments: readonly Instrument[]): void
  instrument(id: InstrumentId): Instrument | undefined
  /** The shortest name that finds it again, in this epoch. */
  nameOf(instrument: Instrument): string
  /** What clients want to hear of at present, and did a while ago. */
  wanted(): InstrumentId[]
  /** Puts a new state in sequence. */
  record(state: State): void
  /** A sign of life that changed nothing: the price is younger than it was, and that is all. */
  seen(instrument: InstrumentId, receivedAt: number): void
  subscribe(options: SubscribeOptions): Subscription
  read(
    symbols: readonly string[] | undefined,
    cursor: string | undefined,
    detail?: readonly string[],
  ): Reading
  /** What a poll that starts from nowhere needs to read its frame. */
  hello(symbols: readonly string[] | undefined, detail?: readonly string[]): Hello
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

const nowhere = { sequence: undefined }

export function makeHub({ now, newEpoch, heartbeatMs, stuckAfterMs }: HubOptions): Hub {
  const subscribers = new Set<Subscriber>()
  const demand = makeDemand({ now })
  const share = makeLists()
  let epoch = open({ market: 'connecting', venue: 'BINANCE', instruments: [] })

  function open(market: NewMarket): Epoch {
    return makeEpoch({ market, epoch: newEpoch(), demand, now })
  }

  const housekeeping = setInterval(() => {
    const at = now()
    epoch.cohorts.changed()
    for (const subscriber of subscribers) closeIfStuck(subscriber, at)
  }, idleBeatMs)

  function closeIfStuck(subscriber: Subscriber, at: number): void {
    const { blockedAt, output } = subscriber
    if (blockedAt === undefined || at - blockedAt < stuckAfterMs || output.ready(at)) return
    drop(subscriber)
    output.close('slow-consumer')
  }

  function place(subscriber: Subscriber): Cohort {
    const { found, indexes } = epoch.resolve(subscriber.symbols)
    return epoch.cohorts.place(subscriber, {
      indexes,
      detail: epoch.detailed(found, subscriber.detail),
    })
  }

  function drop(subscriber: Subscriber): void {
    epoch.cohorts.leave(subscriber)
    subscribers.delete(subscriber)
  }

  function start(subscriber: Subscriber): void {
    const cohort = place(subscriber)
    subscriber.output.hello(epoch.hello(subscriber))
    subscriber.standing = standingAt(subscriber.standing.sequence, now())
    cohort.send(subscriber, now())
  }

  const house = { epoch: () => epoch, share, place, start, drop, now }

  return {
    begin(market) {
      epoch.cohorts.stop()
      epoch = open(market)
      for (const subscriber of subscribers) {
        subscriber.standing = standingAt(undefined, now())
        subscriber.fresh = undefined
        start(subscriber)
      }
    },

    extend(instruments) {
      const isAsking = (each: Subscriber) => epoch.resolve(each.symbols).unknown.length > 0
      const asking = [...subscribers].filter(isAsking)
      epoch.context.listing.extend(instruments)
      for (const subscriber of asking) {
        epoch.cohorts.leave(subscriber)
        start(subscriber)
      }
    },

    instrument: (id) => epoch.context.listing.get(id),

    nameOf: (instrument) => epoch.context.listing.nameOf(instrument),

    wanted: demand.wanted,

    record(state) {
      if (epoch.sequence.record(state)) epoch.cohorts.changed()
    },

    seen: (instrument, receivedAt) => epoch.sequence.seen(instrument, receivedAt),

    subscribe({ output, encoding, symbols, detail, cursor, intervalMs, heartbeatMs: beatMs }) {
      const paceMs = roundCadence(intervalMs ?? cadenceLimits.defaultMs)
      const subscriber: Subscriber = {
        output,
        standing: standingAt(epoch.known(cursor), now()),
        fresh: undefined,
        blockedAt: undefined,
        heartbeatMs: Math.max(beatMs ?? heartbeatMs, paceMs),
        intervalMs: paceMs,
        encoding,
        symbols: symbols && share(symbols),
        detail: share(detail ?? []),
      }
      subscribers.add(subscriber)
      refresh(subscriber, epoch)
      start(subscriber)
      return makeSubscription(subscriber, house)
    },

    read(symbols, cursor, detail = []) {
      const { sequence, context } = epoch
      const { found, unknown, indexes } = epoch.resolve(symbols && share(symbols))
      const from = epoch.known(cursor)
      demand.polled(found.map(({ id }) => id))
      return {
        cursor: epoch.cursor(sequence.last()),
        snapshot: from === undefined,
        from: from ?? 0,
        to: sequence.last(),
        epoch: sequence.epoch,
        changes: sequence.since(indexes, from ?? 0),
        detail: epoch.detailed(found, share(detail)),
        found,
        unknown,
        context,
      }
    },

    hello: (symbols, detail = []) =>
      epoch.hello({
        symbols: symbols && share(symbols),
        detail: share(detail),
        ...{ standing: nowhere, intervalMs: 0, heartbeatMs: 0 },
      }),

    broadcastTest(price) {
      const instrument = epoch.context.listing.find(price.symbol)
      if (instrument === undefined) return 0
      const at = now()
      let reached = 0
      for (const subscriber of subscribers) {
        if (!epoch.resolve(subscriber.symbols).found.includes(instrument)) continue
        if (!subscriber.output.ready(at)) continue
        const cursor = epoch.cursor(subscriber.standing.sequence)
        const bytes = subscriber.encoding.test?.({ ...price, cursor })
        if (bytes === undefined) continue
        subscriber.output.write(bytes, at)
        subscriber.standing = withoutMark(subscriber.standing)
        reached++
      }
      return reached
    },

    status() {
      const { market, simulated, venue, listing } = epoch.context
      return {
        market,
        simulated,
        venue,
        epoch: epoch.sequence.epoch,
        sequence: epoch.sequence.last(),
        instruments: listing.instruments.length,
        subscribers: subscribers.size,
        cohorts: epoch.cohorts.count(),
      }
    },

    stop(reason) {
      clearInterval(housekeeping)
      for (const subscriber of [...subscribers]) {
        drop(subscriber)
        subscriber.output.close(reason)
      }
    },
  }
}
