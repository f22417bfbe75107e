import { type AlertSource, alertSources, type Evaluation, freshMs } from '../../shared/alert.ts'
import type { Instrument } from '../../shared/instrument.ts'
import { formatUnits } from '../../shared/price.ts'
import { sessionAt, tradedAt } from '../../shared/sessions.ts'
import type { Quote, Trade } from '../../shared/trade.ts'
import type { Waiters } from './gauge.ts'
import { type Gauges, makeGauges } from './gauges.ts'
import type { Priced } from './price-window.ts'
import { makePrints } from './prints.ts'

/** What is known of an instrument before anything of it is watched: the reference of the first alert. */
export interface Seen {
  last: number
  bid: number | undefined
  ask: number | undefined
  /** The venue's time, and ours, epoch ms. */
  time: number
  receivedAt: number
}

/** A price as it is looked at, for whoever fires on it. */
export interface Look {
  evaluation: Evaluation
  /** The venue's time, epoch ms. */
  time: number
}

export type WhichSessions = 'always' | 'regular'

/**
 * One instrument's prices on their way to the gauges: fresh ones only, no print that the book doesn't
 * bear out, and once more for those who only look during the regular session.
 */
export interface Follow {
  readonly instrument: Instrument
  gaugesOf(sessions: WhichSessions): Gauges
  /** What is being looked at just now, or was looked at last. */
  look(source: AlertSource, sessions: WhichSessions): Look | undefined
  /** Venues tell each trade once, in their order, also after a reconnect. */
  trade(trade: Trade): void
  quote(quote: Quote): void
  sweep(now: number): void
  /** For so long until now, ms, nobody could have heard anything: that was no silence. */
  skipped(ms: number, now: number): void
}

export interface FollowOptions {
  instrument: Instrument
  seen: Seen | undefined
  now: number
  waiters: Waiters
  /** For a while all prices have been this much older than our clock, ms; negative: younger. */
  onUnfit(offMs: number): void
}

/** So many prices that don't count, over so long and with none between them that does, are no accident. */
const unfitPrices = 20
const unfitMs = 60_000

interface Looked extends Priced {
  /** When we had it, epoch ms. */
  at: number
}

interface View {
  gauges: Gauges
  looks: Record<AlertSource, Looked | undefined>
}

export function makeFollow(options: FollowOptions): Follow {
  const { instrument, seen, now: startedAt, waiters, onUnfit } = options
  const always = makeView(waiters)
  const prints = makePrints(seen?.last)
  const kind = tradedAt(instrument.venue)
  const everyTime = [always] as const
  /** Once somebody looks at the regular session alone. */
  let withRegular: readonly [View, View] | undefined
  let heardAt = seen?.receivedAt ?? startedAt
  /** Prices that were too old or of the future, since the last that was neither. */
  let unfit = 0
  let unfitSince = 0
  if (seen !== undefined) remember(seen)

  function remember({ last, bid, ask, time, receivedAt: at }: Seen): void {
    look(everyTime, 'last', { price: last, at, time })
    if (bid !== undefined) look(everyTime, 'bid', { price: bid, at, time })
    if (ask !== undefined) look(everyTime, 'ask', { price: ask, at, time })
    if (bid === undefined || ask === undefined || ask < bid) return
    prints.book((bid + ask) / 2, at)
    look(everyTime, 'mid', { price: (bid + ask) / 2, at, time })
  }

  /** Who looks at this instant. */
  function viewsAt(now: number): readonly View[] {
    if (withRegular === undefined || sessionAt(kind, now).phase !== 'regular') return everyTime
    return withRegular
  }

  function look(views: readonly View[], source: AlertSource, at: Looked): void {
    for (const { gauges, looks } of views) {
      looks[source] = at
      gauges.price(source, at)
    }
  }

  function viewOf(sessions: WhichSessions): View {
    if (sessions === 'always') return always
    if (withRegular !== undefined) return withRegular[1]
    const regular = makeView(waiters)
    withRegular = [always, regular]
    for (const source of alertSources) {
      const at = always.looks[source]
      if (at !== undefined && sessionAt(kind, at.at).phase === 'regular') {
        look([regular], source, at)
      }
    }
    return regular
  }

  function silence(now: number): void {
    const { phase, opensAt } = sessionAt(kind, now)
    // A closed market isn't silent.
    const ms = phase === 'regular' ? Math.max(0, now - Math.max(heardAt, opensAt)) : 0
    for (const { gauges } of viewsAt(now)) gauges.silent(ms)
  }

  function isFit(at: number, time: number): boolean {
    if (Math.abs(at - time) <= freshMs) {
      unfit = 0
      return true
    }
    if (unfit === 0) unfitSince = at
    unfit += 1
    if (unfit >= unfitPrices && at - unfitSince >= unfitMs) onUnfit(at - time)
    return false
  }

  function heard(now: number): void {
    heardAt = Math.max(heardAt, now)
    silence(now)
  }

  return {
    instrument,
    gaugesOf: (sessions) => viewOf(sessions).gauges,
    look(source, sessions) {
      const at = viewOf(sessions).looks[source]
      if (at === undefined) return undefined
      const { venue, decimals } = instrument
      const price = textOf(at.price, decimals)
      return { evaluation: { at: at.at, venue, price }, time: at.time }
    },
    trade({ price, size, time, receivedAt: at }) {
      heard(at)
      if (!isFit(at, time)) return
      const views = viewsAt(at)
      for (const each of prints.print(price, at)) look(views, 'last', { price: each, at, time })
      for (const { gauges } of views) gauges.traded({ time, size })
    },
    quote({ bid, ask, time: told, receivedAt: at }) {
      heard(at)
      const time = told ?? at
      if (!isFit(at, time)) return
      const views = viewsAt(at)
      if (bid !== undefined) look(views, 'bid', { price: bid, at, time })
      if (ask !== undefined) look(views, 'ask', { price: ask, at, time })
      if (bid === undefined || ask === undefined || ask < bid) return
      const mid = (bid + ask) / 2
      look(views, 'mid', { price: mid, at, time })
      for (const each of prints.book(mid, at)) look(views, 'last', { price: each, at, time })
    },
    sweep(now) {
      silence(now)
      for (const { gauges } of viewsAt(now)) gauges.sweep(now)
    },
    skipped(ms, now) {
      // What came before this was told is heard already.
      heardAt = Math.min(now, heardAt + ms)
    },
  }
}

function makeView(waiters: Waiters): View {
  const looks = { last: undefined, bid: undefined, ask: undefined, mid: undefined }
  return { gauges: makeGauges(waiters), looks }
}

/** Half a unit is possible in the middle of a book. */
function textOf(price: number, decimals: number): string {
  if (Number.isInteger(price)) return formatUnits(price, decimals)
  return formatUnits(Math.round(price * 10), decimals + 1)
}
