import type { Instrument, InstrumentId } from '../../shared/instrument.ts'
import type { Quote, Trade } from '../../shared/trade.ts'
import { type Follow, makeFollow, type Seen, type WhichSessions } from './follow.ts'
import type { Past } from './gauges.ts'

/** One instrument, and who watches it. */
export interface Followed<Member> {
  readonly follow: Follow
  readonly members: Set<Member>
}

/** All instruments that somebody watches, with the past that their windows need. */
export interface Following<Member> {
  /** Whoever joins leaves again. */
  join(instrument: Instrument, member: Member): Followed<Member>
  leave(followed: Followed<Member>, member: Member): void
  /** Reads what windows that were asked for lack of the past; rejects where it can't be read. */
  readPast(followed: Followed<Member>, sessions: WhichSessions): Promise<void>
  /** Reads the previous close, and from then on each day. */
  readClose(followed: Followed<Member>): Promise<void>
  trade(trade: Trade): void
  quote(quote: Quote): void
  /** Moves what moves with time, and reads again what is still missing. */
  sweep(now: number): void
  instruments(): Instrument[]
}

export interface FollowingOptions<Member> {
  /** The last `ms` of an instrument, in minutes. */
  past(instrument: Instrument, ms: number): Promise<Past>
  /** Its previous close, units; `undefined` where none is known. */
  close(instrument: Instrument): Promise<number | undefined>
  seen(instrument: Instrument): Seen | undefined
  now(): number
  /** The windows of these sessions move to what they learn of their past, which is no move of the market. */
  learning(what: { followed: Followed<Member>; sessions: WhichSessions; learn(): void }): void
  onTrouble(error: unknown): void
}

/** What is missing is asked for again so often: the past of a new instrument is being filled. */
const againMs = 60_000
const dayMs = 86_400_000
const whichSessions = ['always', 'regular'] as const

interface Reading {
  reach: number
  at: number
  done: Promise<void>
}

interface Own<Member> extends Followed<Member> {
  past: Map<WhichSessions, Reading>
  close: { day: number; at: number; done: Promise<void> } | undefined
}

export function makeFollowing<Member>(options: FollowingOptions<Member>): Following<Member> {
  const { now } = options
  const all = new Map<InstrumentId, Own<Member>>()

  /** Counted otherwise it is another thing: who joined before stays with the old until it joins anew. */
  function isSame(a: Instrument, b: Instrument): boolean {
    return a.decimals === b.decimals && a.sizeDecimals === b.sizeDecimals
  }

  function followOf(instrument: Instrument): Own<Member> {
    const known = all.get(instrument.id)
    if (known !== undefined && isSame(known.follow.instrument, instrument)) return known
    const follow = makeFollow({ instrument, seen: options.seen(instrument), now: now() })
    const made = { follow, members: new Set<Member>(), past: new Map(), close: undefined }
    all.set(instrument.id, made)
    return made
  }

  function ownOf({ follow }: Followed<Member>): Own<Member> | undefined {
    const own = all.get(follow.instrument.id)
    return own?.follow === follow ? own : undefined
  }

  async function readPast(followed: Followed<Member>, sessions: WhichSessions): Promise<void> {
    const own = ownOf(followed)
    const gauges = followed.follow.gaugesOf(sessions)
    const reach = gauges.missing(now())
    if (own === undefined || reach === 0) return
    const last = own.past.get(sessions)
    if (last !== undefined && last.reach >= reach && now() - last.at < againMs) return last.done
    async function read(): Promise<void> {
      const past = await options.past(followed.follow.instrument, reach)
      if (!gauges.isNews(past, now())) return
      options.learning({ followed, sessions, learn: () => gauges.learn(past, now()) })
    }
    const done = read()
    own.past.set(sessions, { reach, at: now(), done })
    return done
  }

  async function readClose(followed: Followed<Member>): Promise<void> {
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
      for (const sessions of whichSessions) followed.follow.gaugesOf(sessions).close(price)
    }
    const done = read()
    own.close = { day, at: now(), done }
    return done
  }

  return {
    join(instrument, member) {
      const own = followOf(instrument)
      own.members.add(member)
      return own
    },
    leave(followed, member) {
      followed.members.delete(member)
      const own = ownOf(followed)
      if (own?.members.size === 0) all.delete(followed.follow.instrument.id)
    },
    readPast,
    readClose,
    trade: (trade) => all.get(trade.instrument)?.follow.trade(trade),
    quote: (quote) => all.get(quote.instrument)?.follow.quote(quote),
    sweep(at) {
      for (const own of all.values()) {
        own.follow.sweep(at)
        for (const [sessions, last] of own.past) {
          if (at - last.at >= againMs) readPast(own, sessions).catch(options.onTrouble)
        }
        if (own.close !== undefined && at - own.close.at >= againMs) {
          readClose(own).catch(options.onTrouble)
        }
      }
    },
    instruments: () => [...all.values()].map(({ follow }) => follow.instrument),
  }
}
