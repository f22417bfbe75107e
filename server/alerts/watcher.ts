import type { Instrument } from '../../shared/instrument.ts'
import type { Quote, Trade } from '../../shared/trade.ts'
import type { Alerts, Claimed, StoredAlert } from '../storage/alerts/alerts.ts'
import { type Due, makeAgenda } from './agenda.ts'
import { makeCatchingUp } from './catching-up.ts'
import { type Entry, lookOf, memoryOf } from './entry.ts'
import { type Followed, type FollowingOptions, makeFollowing } from './following.ts'
import { makeLedger } from './ledger.ts'
import { loadAlerts } from './loading.ts'
import { keptOf, nameOf } from './memory.ts'
import { makePlaces } from './places.ts'
import { makeKnowing, readingOf, readOf } from './reading.ts'
import { makeRoster } from './roster.ts'
import { makeStanding } from './standing.ts'
import { ownerOf, Watch } from './watch.ts'

/** `undefined`: nobody lists it; `waiting`: no market is real yet. */
export type Resolved = Instrument | 'waiting' | undefined

export interface WatcherOptions
  extends Pick<FollowingOptions, 'past' | 'close' | 'seen' | 'now' | 'onTrouble' | 'onUnfit'> {
  rules: Pick<Alerts['rules'], 'claim' | 'settle' | 'look' | 'find' | 'watched' | 'putSince'>
  /** Whose price a symbol's is at present. */
  resolve(symbol: string): Resolved
  /** Random, for ever. */
  newId(): string
  /** Somebody is to be told. */
  onClaimed(claimed: Claimed): void
}

/*
 * All alerts of this server at the gauges of their instruments:
 *
 *   trades, quotes ─▶ following ─▶ gauges ─▶ watches ─▶ ledger ─▶ storage ─▶ onClaimed
 *                                  agenda ──────┘  expiry, cooldown
 *
 * Only what is fed in counts: every trade and quote of real markets, none twice.
 */
export interface Watcher {
  /** Reads all alerts that may fire; call it once the instruments are known. */
  load(): Promise<void>
  /** How an alert that is about to be kept stands by what is known now: its phase and memory. */
  stand(alert: StoredAlert): Promise<StoredAlert>
  /** One that was made or changed, and is kept. */
  put(alert: StoredAlert): Promise<void>
  remove(id: string): void
  /** As it stands now, with what it was last looked at against. */
  now(alert: StoredAlert): StoredAlert
  trade(trade: Trade): void
  quote(quote: Quote): void
  /** Symbols may be other instruments' from now on. */
  relisted(): void
  /** Call it about once a second. */
  sweep(): void
  /** So many ms were lost: this server stood still, or its clock was put forward or, negative, back. */
  skipped(ms: number): void
  /** Reads what other servers of the same database have made or changed; call it every few seconds. */
  catchUp(): Promise<void>
  /** Instruments that must be heard although nobody looks at them. */
  wanted(): Instrument[]
  /** Keeps what is not kept yet, for a few seconds at most. */
  stop(): Promise<void>
}

const stopMs = 5_000
/** Lists of instruments come late and are read anew: patience before it is said that one is gone. */
const unlistedAfterMs = 60_000

export function makeWatcher(options: WatcherOptions): Watcher {
  const { rules, resolve, now, onTrouble } = options
  const agenda = makeAgenda()
  /** Of those that end, by their ids. */
  const expiries = new Map<string, Due>()
  const following = makeFollowing({
    ...options,
    waiters: {
      places: makePlaces(),
      reached(waiter, value) {
        const { number, limb } = ownerOf(waiter)
        roster.at(number)?.watch?.reached(limb, value)
      },
    },
    learning({ followed: { groups }, sessions, reaches, learn }) {
      const readers: Watch[] = []
      for (const group of groups) {
        if (group.sessions !== sessions || !reaches.has(group.reach)) continue
        for (const number of group.members) {
          const watch = roster.at(number)?.watch
          if (watch?.isHalted() === false) readers.push(watch)
        }
      }
      for (const watch of readers) watch.halt()
      learn()
      for (const watch of readers) watch.startAnew()
    },
  })
  const know = makeKnowing(following, onTrouble)
  const roster = makeRoster({
    book: {
      fire: (entry, part) => ledger.fire(entry, part),
      turn: (entry, phase) => ledger.turn(entry, phase),
    },
    watchOf(entry, memory) {
      const { alert, group, number } = entry
      if (group === undefined) throw new Error('A watch without an instrument was kept.')
      const read = readOf(alert.rule, group.followed)
      return new Watch(entry, { ...read, memory, number, isWaiting: true })
    },
  })
  const ledger = makeLedger({
    ...options,
    roster,
    later: (ms) => new Promise((resolve) => agenda.at(now() + ms, () => resolve())),
    onFired(entry) {
      if (entry.alert.phase === 'done') forget(entry)
      else if (isExpired(entry)) expire(entry)
      else if (isInPlace(entry, resolve)) coolDown(entry)
      else reattach(entry)
    },
    onTurned: roster.rest,
    onExpired: forget,
    onChanged(entry, alert) {
      forget(entry)
      if (alert !== undefined) put(alert).catch(onTrouble)
    },
  })

  function isExpired({ alert: { rule } }: Entry): boolean {
    return rule.expiresAt !== null && rule.expiresAt <= now()
  }

  function expire(entry: Entry): void {
    // What fired before it expired is told first.
    if (entry.firing !== undefined) return
    ledger.turn(entry, 'expired')
    detach(entry)
  }

  function coolDown(entry: Entry): void {
    entry.wait = agenda.at(keptOf(entry.alert).coolUntil, () => {
      entry.wait = undefined
      entry.watch?.rearm()
    })
  }

  async function put(alert: StoredAlert): Promise<void> {
    const known = roster.get(alert.id)
    if (known !== undefined && known.alert.version > alert.version) return
    if (known !== undefined) forget(known)
    const { id, rule, phase } = alert
    if (rule.paused || phase === 'paused' || phase === 'done' || phase === 'expired') return
    const entry = roster.add(alert)
    if (isExpired(entry)) {
      expire(entry)
      return
    }
    if (rule.expiresAt !== null)
      expiries.set(
        id,
        agenda.at(rule.expiresAt, () => end(id)),
      )
    await attach(entry)
  }

  function end(id: string): void {
    expiries.delete(id)
    const entry = roster.get(id)
    if (entry !== undefined) expire(entry)
  }

  /** To the instrument that its symbol means now. */
  async function attach(entry: Entry): Promise<void> {
    const { rule, phase } = entry.alert
    const instrument = resolve(rule.symbol)
    if (instrument === 'waiting' || (instrument === undefined && phase === 'unlisted')) return
    if (instrument === undefined) {
      entry.wait = agenda.at(now() + unlistedAfterMs, () => {
        entry.wait = undefined
        ledger.turn(entry, 'unlisted')
      })
      return
    }
    const { number } = entry
    const group = following.join(instrument, readingOf(rule), number)
    entry.group = group
    const read = readOf(rule, group.followed)
    await know(rule, group.followed)
    // Changed, removed or moved while its past was read.
    if (!roster.isAwake(entry) || entry.group !== group) return
    const kept = keptOf(entry.alert)
    entry.watch = new Watch(entry, { ...read, memory: kept, number })
    if (phase === 'unlisted') ledger.turn(entry, 'armed')
    // What comes back to a list may be counted otherwise, and nobody has heard it meanwhile.
    const isMoved = kept.instrument !== undefined && kept.instrument !== nameOf(instrument)
    const isElsewhere = isMoved || phase === 'unlisted'
    if (kept.recovering && kept.coolUntil > now()) coolDown(entry)
    else if (isElsewhere) entry.watch.startAfresh()
    else entry.watch.start()
    // Also where the server ends before the first price comes.
    if (isElsewhere) ledger.turn(entry, entry.alert.phase)
    roster.rest(entry)
  }

  function detach(entry: Entry): void {
    entry.watch?.halt()
    entry.watch = undefined
    agenda.take(entry.wait)
    entry.wait = undefined
    if (entry.group !== undefined) following.leave(entry.group, entry.number)
    entry.group = undefined
  }

  function forget(entry: Entry): void {
    const { id } = entry.alert
    detach(entry)
    agenda.take(expiries.get(id))
    expiries.delete(id)
    roster.remove(entry)
  }

  function reattach(entry: Entry): void {
    entry.alert = { ...entry.alert, memory: memoryOf(entry) }
    detach(entry)
    attach(entry).catch(onTrouble)
  }

  return {
    load: () =>
      loadAlerts(rules, async (alert) => {
        // What is known already was put while it was read.
        if (!roster.has(alert.id)) await put(alert)
      }),
    stand: makeStanding({ ...options, following, numbers: roster.numbers, know }),
    put,
    remove(id) {
      const entry = roster.get(id)
      if (entry !== undefined) forget(entry)
    },
    now(alert) {
      const ours = roster.peek(alert.id)
      if (ours === undefined || ours.alert.version < alert.version) return alert
      return { ...ours.alert, evaluated: lookOf(ours)?.evaluation ?? ours.alert.evaluated }
    },
    trade(trade) {
      agenda.run(trade.receivedAt)
      following.trade(trade)
    },
    quote(quote) {
      agenda.run(quote.receivedAt)
      following.quote(quote)
    },
    relisted() {
      const moved = [...following.groups()].filter(({ symbol, followed }) => {
        const instrument = resolve(symbol)
        return typeof instrument !== 'object' || !isOf(followed, instrument)
      })
      const entries = [...roster.loose()]
      for (const { members } of moved) {
        for (const number of members) {
          const entry = roster.at(number)
          if (entry !== undefined) entries.push(entry)
        }
      }
      for (const entry of entries) {
        if (entry.firing === undefined && !isInPlace(entry, resolve)) reattach(entry)
      }
    },
    sweep() {
      agenda.run(now())
      following.sweep(now())
      roster.restAll()
    },
    skipped: (ms) => following.skipped(ms, now()),
    catchUp: makeCatchingUp({ rules, known: (id) => roster.peek(id)?.alert, put, now }),
    wanted: following.instruments,
    stop: () => ledger.stop(stopMs),
  }
}

/** Whether it is at the instrument that its symbol means, or rightly at none. */
function isInPlace(entry: Entry, resolve: WatcherOptions['resolve']): boolean {
  const { alert, group, wait } = entry
  if (alert.phase === 'expired') return true
  const instrument = resolve(alert.rule.symbol)
  if (typeof instrument === 'object') {
    return group !== undefined && isOf(group.followed, instrument)
  }
  if (group !== undefined) return false
  if (instrument === 'waiting') return true
  return alert.phase === 'unlisted' || wait !== undefined
}

function isOf({ follow }: Followed, instrument: Instrument): boolean {
  return nameOf(follow.instrument) === nameOf(instrument)
}
