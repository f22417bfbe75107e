import type { AlertPhase } from '../../shared/alert.ts'
import type { Instrument } from '../../shared/instrument.ts'
import type { Quote, Trade } from '../../shared/trade.ts'
import type { Alerts, Claimed, StoredAlert } from '../storage/alerts/alerts.ts'
import { makeAgenda } from './agenda.ts'
import { makeCatchingUp } from './catching-up.ts'
import { partsOf, reachOf } from './conditions.ts'
import { type Book, Entry, lookOf, memoryOf } from './entry.ts'
import { type Followed, type FollowingOptions, makeFollowing } from './following.ts'
import { makeLedger } from './ledger.ts'
import { loadAlerts } from './loading.ts'
import { blank, keptOf, nameOf } from './memory.ts'
import { Watch } from './watch.ts'

/** `undefined`: nobody lists it; `waiting`: no market is real yet. */
export type Resolved = Instrument | 'waiting' | undefined

export interface WatcherOptions
  extends Pick<FollowingOptions<Entry>, 'past' | 'close' | 'seen' | 'now' | 'onTrouble'> {
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
  /** Reads what other servers of the same database have made or changed; call it every few seconds. */
  catchUp(): Promise<void>
  /** Instruments that must be heard although nobody looks at them. */
  wanted(): Instrument[]
  /** Keeps what is not kept yet, for a few seconds at most. */
  stop(): Promise<void>
}

/** For an alert that is only looked at. */
const nobody: Book = { fire() {}, turn() {} }
const stopMs = 5_000
/** Lists of instruments come late and are read anew: patience before it is said that one is gone. */
const unlistedAfterMs = 60_000

export function makeWatcher(options: WatcherOptions): Watcher {
  const { rules, resolve, now, onTrouble } = options
  const entries = new Map<string, Entry>()
  const agenda = makeAgenda()
  const following = makeFollowing<Entry>({
    ...options,
    learning({ followed: { members }, sessions, reaches, learn }) {
      const readers: Watch[] = []
      for (const { alert, watch } of members) {
        const { rule } = alert
        const reads = rule.sessions === sessions && reaches.has(reachOf(rule.condition))
        if (reads && watch?.isHalted() === false) readers.push(watch)
      }
      for (const watch of readers) watch.halt()
      learn()
      for (const watch of readers) watch.startAnew()
    },
  })
  const ledger = makeLedger({
    ...options,
    entries,
    later: (ms) => new Promise((resolve) => agenda.at(now() + ms, () => resolve())),
    onFired(entry) {
      if (entry.alert.phase === 'done') forget(entry)
      else if (isExpired(entry)) expire(entry)
      else if (isInPlace(entry, resolve)) coolDown(entry)
      else reattach(entry)
    },
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
    entry.wait = agenda.at(keptOf(entry.alert).coolUntil, () => entry.watch?.rearm())
  }

  async function put(alert: StoredAlert): Promise<void> {
    const known = entries.get(alert.id)
    if (known !== undefined && known.alert.version > alert.version) return
    if (known !== undefined) forget(known)
    const { rule, phase } = alert
    if (rule.paused || phase === 'paused' || phase === 'done' || phase === 'expired') return
    const entry = new Entry(alert, ledger)
    entries.set(alert.id, entry)
    if (isExpired(entry)) {
      expire(entry)
      return
    }
    if (rule.expiresAt !== null) entry.expiry = agenda.at(rule.expiresAt, () => expire(entry))
    await attach(entry)
  }

  /** To the instrument that its symbol means now. */
  async function attach(entry: Entry): Promise<void> {
    const { rule, phase } = entry.alert
    const instrument = resolve(rule.symbol)
    if (instrument === 'waiting' || (instrument === undefined && phase === 'unlisted')) return
    if (instrument === undefined) {
      entry.wait = agenda.at(now() + unlistedAfterMs, () => ledger.turn(entry, 'unlisted'))
      return
    }
    const followed = following.join(instrument, entry)
    entry.followed = followed
    const read = readOf(entry.alert, followed)
    await know(entry.alert, followed)
    // Changed, removed or moved while its past was read.
    if (entries.get(entry.alert.id) !== entry || entry.followed !== followed) return
    const kept = keptOf(entry.alert)
    entry.watch = new Watch(entry, { ...read, memory: kept })
    if (phase === 'unlisted') ledger.turn(entry, 'armed')
    const isElsewhere = kept.instrument !== undefined && kept.instrument !== nameOf(instrument)
    if (kept.recovering && kept.coolUntil > now()) coolDown(entry)
    else if (isElsewhere) entry.watch.startAfresh()
    else entry.watch.start()
    // Also where the server ends before the first price comes.
    if (isElsewhere) ledger.turn(entry, entry.alert.phase)
  }

  function readOf({ rule }: StoredAlert, { follow }: Followed<Entry>) {
    const { condition, source, repeat, sessions } = rule
    const hysteresisPercent = repeat.type === 'again' ? repeat.hysteresisPercent : 0
    const { decimals } = follow.instrument
    const parts = partsOf(condition, { source, hysteresisPercent, decimals })
    return { parts, gauges: parts.map(({ gauge }) => follow.gaugesOf(sessions).of(gauge)) }
  }

  /** What came before is known as far as it can be. */
  async function know({ rule }: StoredAlert, followed: Followed<Entry>): Promise<void> {
    try {
      if (rule.condition.type === 'change-since-close') await following.readClose(followed)
      else if (reachOf(rule.condition) > 0) await following.readPast(followed, rule.sessions)
    } catch (error) {
      onTrouble(error)
    }
  }

  async function stand(alert: StoredAlert): Promise<StoredAlert> {
    const phase = alert.rule.paused ? 'paused' : 'armed'
    const entry = new Entry({ ...alert, phase, since: now(), memory: blank }, nobody)
    const instrument = resolve(alert.rule.symbol)
    if (phase === 'paused' || typeof instrument !== 'object') return entry.alert
    const followed = following.join(instrument, entry)
    try {
      const read = readOf(entry.alert, followed)
      await know(entry.alert, followed)
      const memory = { zones: [], recovering: false }
      const watch = new Watch(entry, { ...read, memory })
      watch.start()
      watch.halt()
      Object.assign(entry, { watch, followed })
      const stands: AlertPhase = watch.phase()
      const evaluated = lookOf(entry)?.evaluation
      return { ...entry.alert, phase: stands, memory: memoryOf(entry), evaluated }
    } finally {
      following.leave(followed, entry)
    }
  }

  function detach(entry: Entry): void {
    entry.watch?.halt()
    entry.watch = undefined
    agenda.take(entry.wait)
    entry.wait = undefined
    if (entry.followed !== undefined) following.leave(entry.followed, entry)
    entry.followed = undefined
  }

  function forget(entry: Entry): void {
    detach(entry)
    agenda.take(entry.expiry)
    if (entries.get(entry.alert.id) === entry) entries.delete(entry.alert.id)
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
        if (!entries.has(alert.id)) await put(alert)
      }),
    stand,
    put,
    remove(id) {
      const entry = entries.get(id)
      if (entry !== undefined) forget(entry)
    },
    now(alert) {
      const entry = entries.get(alert.id)
      if (entry === undefined || entry.alert.version < alert.version) return alert
      return { ...entry.alert, evaluated: lookOf(entry)?.evaluation ?? entry.alert.evaluated }
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
      const now = remembering(resolve)
      for (const entry of entries.values()) {
        if (entry.firing === undefined && !isInPlace(entry, now)) reattach(entry)
      }
    },
    sweep() {
      agenda.run(now())
      following.sweep(now())
    },
    catchUp: makeCatchingUp({ rules, known: (id) => entries.get(id)?.alert, put, now }),
    wanted: following.instruments,
    stop: () => ledger.stop(stopMs),
  }
}

/** Whether it is at the instrument that its symbol means, or rightly at none. */
function isInPlace(entry: Entry, resolve: WatcherOptions['resolve']): boolean {
  const { alert, followed, wait } = entry
  if (alert.phase === 'expired') return true
  const instrument = resolve(alert.rule.symbol)
  if (typeof instrument === 'object') {
    return followed !== undefined && nameOf(followed.follow.instrument) === nameOf(instrument)
  }
  if (followed !== undefined) return false
  if (instrument === 'waiting') return true
  return alert.phase === 'unlisted' || wait !== undefined
}

/** Many alerts are of few symbols. */
function remembering(resolve: WatcherOptions['resolve']): WatcherOptions['resolve'] {
  const known = new Map<string, Resolved>()
  return (symbol) => {
    if (!known.has(symbol)) known.set(symbol, resolve(symbol))
    return known.get(symbol)
  }
}
