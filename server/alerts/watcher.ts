import type { AlertPhase, Evaluation } from '../../shared/alert.ts'
import type { Instrument, InstrumentId } from '../../shared/instrument.ts'
import type { Quote, Trade } from '../../shared/trade.ts'
import type { Alerts, Claimed, StoredAlert, Turn } from '../storage/alerts/alerts.ts'
import { makeClaims } from './claims.ts'
import { partsOf, reachOf } from './conditions.ts'
import { type Follow, makeFollow } from './follow.ts'
import type { Past } from './gauges.ts'
import { makeHeap, type Waiting } from './heap.ts'
import { makeWatch, type Watch } from './watch.ts'

export interface WatcherOptions {
  rules: Pick<Alerts['rules'], 'claim' | 'settle' | 'find' | 'watched'>
  /** Whose price a symbol's is at present; `undefined` where nobody lists it, or no market is real. */
  resolve(symbol: string): Instrument | undefined
  /** The last `ms` of an instrument, in minutes. */
  past(instrument: Instrument, ms: number): Promise<Past>
  /** Its previous close, units; `undefined` where none is known. */
  close(instrument: Instrument): Promise<number | undefined>
  /** Random, for ever. */
  newId(): string
  now(): number
  /** Somebody is to be told. */
  onClaimed(claimed: Claimed): void
  onTrouble(error: unknown): void
}

/** All alerts of this server at the gauges of their instruments. */
export interface Watcher {
  /** Reads all alerts that may fire. */
  load(): Promise<void>
  /** One that was made or changed; resolves to how it stands, once its reference is known. */
  put(alert: StoredAlert): Promise<StoredAlert>
  remove(id: string): void
  /** As it stands now, with what it was last looked at against. */
  now(alert: StoredAlert): StoredAlert
  trade(trade: Trade): void
  quote(quote: Quote): void
  /** Symbols may be other instruments' from now on. */
  relisted(): void
  /** Call it about once a second. */
  sweep(): void
  /** Instruments that must be heard although nobody looks at them. */
  wanted(): Instrument[]
  /** Keeps what is not kept yet, for a few seconds at most. */
  stop(): Promise<void>
}

interface Entry {
  alert: StoredAlert
  follow: Follow | undefined
  watch: Watch | undefined
  /** Fired, and not known to be kept. */
  firing: boolean
  timers: Due[]
}

interface Due extends Waiting {
  run(): void
}

/** What an alert remembers over a restart. */
interface Kept {
  instrument: InstrumentId | undefined
  zones: (number | null)[]
  recovering: boolean
  /** Epoch ms; not before then is it armed again. */
  coolUntil: number
}

const pageSize = 5_000
const stopMs = 5_000

export function makeWatcher(options: WatcherOptions): Watcher {
  const { rules, resolve, newId, now, onClaimed, onTrouble } = options
  const entries = new Map<string, Entry>()
  const follows = new Map<InstrumentId, { follow: Follow; entries: Set<Entry> }>()
  const due = makeHeap<Due>('lowest')

  const claims = makeClaims({
    claim: rules.claim,
    settle: (turns) => rules.settle({ turns, evaluations: [] }),
    versionOf: (id) => entries.get(id)?.alert.version,
    turnOf,
    onClaimed(firing, claimed) {
      const entry = entries.get(firing.id)
      onClaimed(claimed)
      if (entry === undefined || !entry.firing) return
      entry.firing = false
      entry.alert = {
        ...entry.alert,
        ...firing,
        version: entry.alert.version + 1,
        firings: entry.alert.firings + 1,
        firedAt: firing.notification.at,
      }
      if (firing.phase === 'done') forget(entry)
      else coolDown(entry)
    },
    onSettled(id) {
      const entry = entries.get(id)
      if (entry !== undefined) entry.alert = { ...entry.alert, version: entry.alert.version + 1 }
    },
    onLost: (ids) => void reload(ids),
    onTrouble,
  })

  async function reload(ids: readonly string[]): Promise<void> {
    try {
      const found = new Map((await rules.find(ids)).map((alert) => [alert.id, alert]))
      for (const id of ids) {
        const alert = found.get(id)
        if (alert === undefined) remove(id)
        else await put(alert)
      }
    } catch (error) {
      onTrouble(error)
    }
  }

  /** Its phase as it is now, to be kept. */
  function turnOf(id: string): Turn | undefined {
    const entry = entries.get(id)
    if (entry === undefined || entry.firing) return undefined
    const { version, phase, since } = entry.alert
    return { id, version, phase, since, memory: memoryOf(entry) }
  }

  function memoryOf(entry: Entry, patch: Partial<Kept> = {}): string {
    const before = keptOf(entry.alert)
    const memory = entry.watch?.memory() ?? before
    const instrument = entry.follow?.instrument.id ?? before.instrument
    return JSON.stringify({ ...before, ...memory, instrument, ...patch } satisfies Kept)
  }

  function turn(entry: Entry, phase: AlertPhase): void {
    const { alert } = entry
    const memory = memoryOf(entry)
    if (alert.phase === phase && alert.memory === memory) return
    const since = alert.phase === phase ? alert.since : now()
    entry.alert = { ...alert, phase, since, memory }
    claims.turn(alert.id)
  }

  function fire(entry: Entry): void {
    const { alert, follow } = entry
    const at = now()
    const { rule } = alert
    const look = follow?.look(rule.source) ?? follow?.look('last')
    const venue = follow?.instrument.venue ?? ''
    const evaluated: Evaluation = look?.evaluation ?? { at, venue, price: '' }
    const again = rule.repeat.type === 'again'
    const coolUntil = rule.repeat.type === 'again' ? at + rule.repeat.cooldownMs : 0
    entry.firing = true
    claims.fire({
      id: alert.id,
      phase: again ? 'fired' : 'done',
      since: at,
      memory: memoryOf(entry, { recovering: true, coolUntil }),
      evaluated,
      notification: {
        id: newId(),
        at,
        event: {
          type: 'alert',
          alert: alert.id,
          rule,
          price: evaluated.price,
          venue,
          time: look?.time ?? at,
        },
      },
    })
  }

  function coolDown(entry: Entry): void {
    at(entry, keptOf(entry.alert).coolUntil, () => entry.watch?.rearm())
  }

  /** Runs at an instant, unless the entry is gone by then. */
  function at(entry: Entry, instant: number, run: () => void): void {
    const timer: Due = {
      level: instant,
      place: -1,
      run() {
        entry.timers = entry.timers.filter((each) => each !== timer)
        run()
      },
    }
    entry.timers.push(timer)
    due.add(timer)
  }

  function runDue(instant: number): void {
    for (let top = due.top(); top !== undefined && top.level <= instant; top = due.top()) {
      due.remove(top)
      top.run()
    }
  }

  async function put(alert: StoredAlert): Promise<StoredAlert> {
    remove(alert.id)
    const { rule } = alert
    if (rule.paused || alert.phase === 'done' || alert.phase === 'expired') return alert
    const entry: Entry = { alert, follow: undefined, watch: undefined, firing: false, timers: [] }
    entries.set(alert.id, entry)
    if (rule.expiresAt !== null) {
      at(entry, rule.expiresAt, () => {
        turn(entry, 'expired')
        entry.watch?.halt()
      })
    }
    await attach(entry)
    runDue(now())
    return entry.alert
  }

  /** To the instrument that its symbol means now. */
  async function attach(entry: Entry): Promise<void> {
    const { rule } = entry.alert
    const instrument = resolve(rule.symbol)
    if (instrument === undefined) {
      turn(entry, 'unlisted')
      return
    }
    const followed = followOf(instrument)
    followed.entries.add(entry)
    entry.follow = followed.follow
    const gauges = followed.follow.gaugesOf(rule.sessions)
    const hysteresisPercent = rule.repeat.type === 'again' ? rule.repeat.hysteresisPercent : 0
    const { decimals } = instrument
    const parts = partsOf(rule.condition, { source: rule.source, hysteresisPercent, decimals })
    if (rule.condition.type === 'change-since-close') {
      gauges.close(await options.close(instrument).catch(trouble))
    }
    const reach = reachOf(rule.condition)
    const isNew = reach > 0 && parts.some(({ gauge }) => gauges.isNew(gauge))
    const past = isNew ? await options.past(instrument, reach).catch(trouble) : undefined
    // Changed or removed while its past was read.
    if (entries.get(entry.alert.id) !== entry || entry.follow !== followed.follow) return
    const kept = keptOf(entry.alert)
    const isSame = kept.instrument === instrument.id && kept.zones.length === parts.length
    entry.watch = makeWatch({
      parts,
      gauges: parts.map(({ gauge }) => gauges.of(gauge, past)),
      memory: {
        // Between two exchanges nothing is crossed.
        zones: isSame ? kept.zones : parts.map(() => null),
        recovering: kept.recovering,
      },
      onFire: () => fire(entry),
      onTurn: (phase) => turn(entry, phase),
    })
    if (entry.alert.phase === 'unlisted') turn(entry, 'armed')
    if (kept.recovering && kept.coolUntil > now()) coolDown(entry)
    else entry.watch.start()
  }

  function trouble(error: unknown): undefined {
    onTrouble(error)
    return undefined
  }

  function followOf(instrument: Instrument) {
    const known = follows.get(instrument.id)
    if (known !== undefined) return known
    const made = { follow: makeFollow(instrument), entries: new Set<Entry>() }
    follows.set(instrument.id, made)
    return made
  }

  function detach(entry: Entry): void {
    entry.watch?.halt()
    entry.watch = undefined
    if (entry.follow === undefined) return
    const { id } = entry.follow.instrument
    const followed = follows.get(id)
    followed?.entries.delete(entry)
    if (followed?.entries.size === 0) follows.delete(id)
    entry.follow = undefined
  }

  function forget(entry: Entry): void {
    detach(entry)
    for (const timer of entry.timers.splice(0)) due.remove(timer)
    if (entries.get(entry.alert.id) === entry) entries.delete(entry.alert.id)
  }

  function remove(id: string): void {
    const entry = entries.get(id)
    if (entry !== undefined) forget(entry)
  }

  return {
    async load() {
      for (let after = ''; ; ) {
        const page = await rules.watched({ after, limit: pageSize })
        for (const alert of page) await put(alert)
        const last = page.at(-1)
        if (last === undefined || page.length < pageSize) return
        after = last.id
      }
    },
    put,
    remove,
    now(alert) {
      const entry = entries.get(alert.id)
      if (entry === undefined) return alert
      const evaluated = entry.follow?.look(alert.rule.source)?.evaluation ?? alert.evaluated
      return { ...entry.alert, evaluated }
    },
    trade(trade) {
      runDue(trade.receivedAt)
      follows.get(trade.instrument)?.follow.trade(trade)
    },
    quote(quote) {
      runDue(quote.receivedAt)
      follows.get(quote.instrument)?.follow.quote(quote)
    },
    relisted() {
      for (const entry of entries.values()) {
        const instrument = resolve(entry.alert.rule.symbol)
        const before = entry.follow?.instrument
        const isSame = instrument?.id === before?.id && instrument?.decimals === before?.decimals
        if (isSame || entry.firing) continue
        entry.alert = { ...entry.alert, memory: memoryOf(entry) }
        detach(entry)
        void attach(entry)
      }
    },
    sweep() {
      runDue(now())
      for (const { follow } of follows.values()) follow.sweep(now())
    },
    wanted: () => [...follows.values()].map(({ follow }) => follow.instrument),
    async stop() {
      await claims.drain(stopMs)
      claims.stop()
    },
  }
}

function keptOf({ memory }: StoredAlert): Kept {
  const kept: Partial<Kept> = JSON.parse(memory)
  return { instrument: undefined, zones: [], recovering: false, coolUntil: 0, ...kept }
}
