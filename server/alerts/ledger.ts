import type { AlertPhase, Evaluation } from '../../shared/alert.ts'
import type { Alerts, Claimed, StoredAlert } from '../storage/alerts/alerts.ts'
import { makeClaims, type Unclaimed } from './claims.ts'
import { wayOf } from './conditions.ts'
import { type Book, type Entry, lookOf, memoryOf } from './entry.ts'
import { isSameRule } from './packing.ts'
import type { Roster } from './roster.ts'

/** What becomes of entries, and that it is kept. */
export interface Ledger extends Book {
  /** It stands otherwise, and nobody is to be told. */
  turn(entry: Entry, phase: AlertPhase): void
  /** It has fired; it isn't watched until that is kept. */
  fire(entry: Entry, part: number): void
  /** Resolves when all is kept, and against what was looked last, or `ms` have passed; nothing is kept after. */
  stop(ms: number): Promise<void>
}

export interface LedgerOptions {
  rules: Pick<Alerts['rules'], 'claim' | 'settle' | 'look' | 'find'>
  roster: Pick<Roster, 'get' | 'ids' | 'peek'>
  /** Random, for ever. */
  newId(): string
  now(): number
  /** Resolves a while later. */
  later(ms: number): Promise<void>
  onClaimed(claimed: Claimed): void
  /** Its firing is kept. */
  onFired(entry: Entry): void
  /** How it stands is kept. */
  onTurned(entry: Entry): void
  /** Kept as expired. */
  onExpired(entry: Entry): void
  /** Another server has changed it; `undefined`: removed it. */
  onChanged(entry: Entry, alert: StoredAlert | undefined): void
  onTrouble(error: unknown): void
}

const retryMs = 1_000
const evidenceAtOnce = 2_000

export function makeLedger(options: LedgerOptions): Ledger {
  const { rules, roster, newId, now, onTrouble } = options
  const claims = makeClaims({
    claim: rules.claim,
    settle: rules.settle,
    versionOf(firing) {
      const entry = roster.get(firing.id)
      return entry?.firing === firing.notification.id ? entry.alert.version : undefined
    },
    turnOf(id) {
      const entry = roster.get(id)
      if (entry === undefined || entry.firing !== undefined) return undefined
      const { version, phase, since, memory } = entry.alert
      return { id, version, phase, since, memory, evaluated: lookOf(entry)?.evaluation }
    },
    onClaimed(firing, claimed) {
      options.onClaimed(claimed)
      const entry = roster.get(firing.id)
      if (entry?.firing !== firing.notification.id) return
      const { phase, since, memory, evaluated } = firing
      const { version, firings } = entry.alert
      const counted = { version: version + 1, firings: firings + 1, firedAt: since }
      entry.alert = { ...entry.alert, phase, since, memory, evaluated, ...counted }
      entry.firing = undefined
      options.onFired(entry)
    },
    onSettled({ id, version }) {
      const entry = roster.get(id)
      // Another rule by now, read after this turn was kept.
      if (entry?.alert.version !== version) return
      entry.alert = { ...entry.alert, version: entry.alert.version + 1 }
      if (entry.alert.phase === 'expired') options.onExpired(entry)
      else options.onTurned(entry)
    },
    onLost: (lost) => void reconcile(lost),
    onTrouble,
  })

  /**
   * What was looked at isn't the newest any more. Where only how it stands was written by somebody
   * else, ours is told again on top of it; where it is another rule, or has fired elsewhere, that counts.
   */
  async function reconcile(lost: { firings: readonly Unclaimed[]; turned: readonly string[] }) {
    const firings = new Map(lost.firings.map((firing) => [firing.id, firing]))
    const ids = [...firings.keys(), ...lost.turned]
    const stored = new Map((await find(ids)).map((alert) => [alert.id, alert]))
    for (const id of ids) {
      const [entry, alert, firing] = [roster.get(id), stored.get(id), firings.get(id)]
      if (entry === undefined) continue
      // Made anew meanwhile: what was lost was another's.
      if (firing !== undefined && entry.firing !== firing.notification.id) continue
      if (alert !== undefined && alert.version < entry.alert.version) continue
      if (alert === undefined || !isOnlyTurned(entry.alert, alert)) {
        options.onChanged(entry, alert)
        continue
      }
      entry.alert = { ...entry.alert, version: alert.version }
      if (firing !== undefined) claims.fire(firing)
      else claims.turn(id)
    }
  }

  /** What was lost mustn't be forgotten because the storage is out of reach just then. */
  async function find(ids: readonly string[]): Promise<StoredAlert[]> {
    for (;;) {
      try {
        return await rules.find(ids)
      } catch (error) {
        onTrouble(error)
        await options.later(retryMs)
      }
    }
  }

  return {
    turn(entry, phase) {
      const { alert } = entry
      const memory = memoryOf(entry)
      if (alert.phase === phase && alert.memory === memory) return
      const since = alert.phase === phase ? alert.since : now()
      entry.alert = { ...alert, phase, since, memory }
      claims.turn(alert.id)
    },
    fire(entry, part) {
      const { rule, id } = entry.alert
      const at = now()
      const look = lookOf(entry)
      // Silence since the start of this server: the last price is one that was looked at before.
      const evaluated = look?.evaluation ?? entry.alert.evaluated ?? nothing(entry, at)
      const isOnce = rule.repeat.type === 'once'
      const coolUntil = rule.repeat.type === 'again' ? at + rule.repeat.cooldownMs : 0
      const { price, venue } = evaluated
      const time = look?.time ?? evaluated.at
      const way = wayOf(rule.condition, part)
      const what = { rule, price, venue, time, ...(way !== undefined && { direction: way }) }
      const event = { type: 'alert', alert: id, ...what } as const
      entry.firing = newId()
      claims.fire({
        id,
        phase: isOnce ? 'done' : 'fired',
        since: at,
        memory: memoryOf(entry, { coolUntil }),
        evaluated,
        notification: { id: entry.firing, at, event },
      })
    },
    async stop(ms) {
      await claims.drain(ms)
      claims.stop()
      const until = now() + ms
      const left = [...roster.ids()]
      for (let at = 0; at < left.length && now() < until; at += evidenceAtOnce) {
        const looks = left.slice(at, at + evidenceAtOnce).flatMap((id) => {
          const standing = roster.peek(id)
          const evaluated = standing && lookOf(standing)?.evaluation
          return evaluated === undefined ? [] : [{ id, evaluated }]
        })
        await rules.look(looks).catch(onTrouble)
      }
    },
  }
}

/** No price was ever there. */
function nothing({ group }: Entry, at: number): Evaluation {
  return { at, venue: group?.followed.follow.instrument.venue ?? '', price: '' }
}

/** The same rule, which has fired as often and is still watched. */
function isOnlyTurned(ours: StoredAlert, theirs: StoredAlert): boolean {
  const isWatched = ['armed', 'beyond', 'fired', 'unlisted'].includes(theirs.phase)
  return isWatched && isSameRule(ours.rule, theirs.rule) && ours.firings === theirs.firings
}
