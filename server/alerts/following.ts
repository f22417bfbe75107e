import { type Instrument, type InstrumentId, isCountedAlike } from '../../shared/instrument.ts'
import type { Quote, Trade } from '../../shared/trade.ts'
import { type Follow, makeFollow, type Seen, type WhichSessions } from './follow.ts'
import type { Waiters } from './gauge.ts'
import type { Past } from './gauges.ts'

/** One instrument, and who watches it. */
export interface Followed {
  readonly follow: Follow
  readonly groups: readonly Group[]
}

/** What of an instrument is read, under which symbol. */
export interface Reading {
  symbol: string
  sessions: WhichSessions
  /** How far back, ms; 0: nothing of the past. */
  reach: number
}

/** All who read the same, by their numbers. */
export interface Group extends Reading {
  readonly followed: Followed
  readonly members: Set<number>
}

/** All instruments that somebody watches, with the past that their windows need. */
export interface Following {
  /** Whoever joins leaves again. */
  join(instrument: Instrument, reading: Reading, member: number): Group
  leave(group: Group, member: number): void
  /** Reads what windows that were asked for lack of the past; rejects where it can't be read. */
  readPast(followed: Followed, sessions: WhichSessions): Promise<void>
  /** Reads the previous close, and from then on each day. */
  readClose(followed: Followed): Promise<void>
  trade(trade: Trade): void
  quote(quote: Quote): void
  /** Moves what moves with time, and reads again what is still missing. */
  sweep(now: number): void
  /** Nobody listened for so long until now, ms. */
  skipped(ms: number, now: number): void
  instruments(): Instrument[]
  groups(): Iterable<Group>
}

export interface FollowingOptions {
  /** The last `ms` of an instrument, in minutes. */
  past(instrument: Instrument, ms: number): Promise<Past>
  /** Its previous close, units; `undefined` where none is known. */
  close(instrument: Instrument): Promise<number | undefined>
  seen(instrument: Instrument): Seen | undefined
  now(): number
  /**
   * The windows of these sessions that reach so far back, ms, move to what they learn of their past,
   * which is no move of the market.
   */
  learning(what: {
    followed: Followed
    sessions: WhichSessions
    reaches: ReadonlySet<number>
    learn(): void
  }): void
  waiters: Waiters
  onTrouble(error: unknown): void
  /** No price of this instrument counts: their times and our clock differ by so much, ms. */
  onUnfit(instrument: Instrument, offMs: number): void
}

/** What is missing is asked for again so often: the past of a new instrument is being filled. */
const againMs = 60_000
/** For so long what was read for one window does for others. */
const newMs = 5_000
/** About so often `sweep` is called. */
const sweepMs = 1_000
const dayMs = 86_400_000
const whichSessions = ['always', 'regular'] as const

interface PastRead {
  reach: number
  at: number
  /** `undefined` once it is no longer new. */
  past: Promise<Past> | undefined
}

interface Own extends Followed {
  readonly groups: Group[]
  past: Map<WhichSessions, PastRead>
  close: { day: number; at: number; done: Promise<void> } | undefined
}

export function makeFollowing(options: FollowingOptions): Following {
  const { now, waiters } = options
  const all = new Map<InstrumentId, Own>()
  const groups = new Set<Group>()

  function followOf(instrument: Instrument): Own {
    const known = all.get(instrument.id)
    // Counted otherwise it is another thing: who joined before stays with the old until it joins anew.
    if (known !== undefined && isCountedAlike(known.follow.instrument, instrument)) return known
    const seen = options.seen(instrument)
    const onUnfit = (offMs: number) => options.onUnfit(instrument, offMs)
    const follow = makeFollow({ instrument, seen, now: now(), waiters, onUnfit })
    const made = { follow, groups: [], past: new Map(), close: undefined }
    all.set(instrument.id, made)
    return made
  }

  function ownOf({ follow }: Followed): Own | undefined {
    const own = all.get(follow.instrument.id)
    return own?.follow === follow ? own : undefined
  }

  /** There are few. */
  function groupOf(followed: Own, { symbol, sessions, reach }: Reading): Group {
    for (const group of followed.groups) {
      const isAsFar = group.reach === reach && group.sessions === sessions
      if (isAsFar && group.symbol === symbol) return group
    }
    const made = { symbol, sessions, reach, followed, members: new Set<number>() }
    followed.groups.push(made)
    groups.add(made)
    return made
  }

  async function readPast(followed: Followed, sessions: WhichSessions): Promise<void> {
    const own = ownOf(followed)
    const gauges = followed.follow.gaugesOf(sessions)
    const reach = gauges.missing(now())
    if (own === undefined || reach === 0) {
      own?.past.delete(sessions)
      return
    }
    const past = await newPast(own, { sessions, reach })
    const reaches = gauges.gains(past, now())
    if (reaches.size === 0) return
    options.learning({ followed, sessions, reaches, learn: () => gauges.learn(past, now()) })
  }

  function newPast(
    own: Own,
    { sessions, reach }: { sessions: WhichSessions; reach: number },
  ): Promise<Past> {
    const last = own.past.get(sessions)
    const isNew = last !== undefined && last.reach >= reach && now() - last.at < newMs
    if (isNew && last.past !== undefined) return last.past
    const past = options.past(own.follow.instrument, reach)
    own.past.set(sessions, { reach, at: now(), past })
    return past
  }

  function closeAt({ follow }: Followed, price: number | undefined): void {
    for (const sessions of whichSessions) follow.gaugesOf(sessions).close(price)
  }

  async function readClose(followed: Followed): Promise<void> {
    const own = ownOf(followed)
    if (own === undefined) return
    const day = Math.floor(now() / dayMs)
    if (own.close?.day === day) return own.close.done
    async function read(): Promise<void> {
      let price: number | undefined
      try {
        price = await options.close(followed.follow.instrument)
      } finally {
        // It may be there in a minute.
        if (price === undefined && own?.close !== undefined) own.close.day = Number.NaN
      }
      closeAt(followed, price)
    }
    const done = read()
    own.close = { day, at: now(), done }
    return done
  }

  return {
    join(instrument, reading, member) {
      const group = groupOf(followOf(instrument), reading)
      group.members.add(member)
      return group
    },
    leave(group, member) {
      const { followed, members } = group
      members.delete(member)
      if (members.size > 0) return
      groups.delete(group)
      const own = ownOf(followed)
      own?.groups.splice(own.groups.indexOf(group), 1)
      if (own?.groups.length === 0) all.delete(followed.follow.instrument.id)
    },
    readPast,
    readClose,
    trade: (trade) => all.get(trade.instrument)?.follow.trade(trade),
    quote: (quote) => all.get(quote.instrument)?.follow.quote(quote),
    sweep(at) {
      // In turns: all instruments at once would keep everybody waiting.
      let turns = Math.ceil((all.size * sweepMs) / againMs)
      for (const own of all.values()) {
        own.follow.sweep(at)
        for (const [sessions, last] of own.past) {
          if (at - last.at >= newMs) last.past = undefined
          if (at - last.at < againMs || turns === 0) continue
          turns -= 1
          readPast(own, sessions).catch(options.onTrouble)
        }
        const { close } = own
        if (close === undefined || close.day === Math.floor(at / dayMs)) continue
        // The close of the day before is none any more, also while the new one is being asked for.
        if (!Number.isNaN(close.day)) {
          close.day = Number.NaN
          closeAt(own, undefined)
        }
        if (at - close.at < againMs || turns === 0) continue
        turns -= 1
        readClose(own).catch(options.onTrouble)
      }
    },
    skipped(ms, at) {
      for (const { follow } of all.values()) follow.skipped(ms, at)
    },
    instruments: () => [...all.values()].map(({ follow }) => follow.instrument),
    groups: () => groups,
  }
}
