import type { AlertPhase } from '../../shared/alert.ts'
import type { StoredAlert } from '../storage/alerts/alerts.ts'
import type { Due } from './agenda.ts'
import type { Look } from './follow.ts'
import type { Group } from './following.ts'
import { type Kept, keptOf, nameOf } from './memory.ts'
import type { Watch, WatchListener } from './watch.ts'

/** What becomes of entries. */
export interface Book {
  /** `part`: which of its parts did it. */
  fire(entry: Entry, part: number): void
  turn(entry: Entry, phase: AlertPhase): void
}

/** An alert while something happens to it; see also `Roster`. */
export class Entry implements WatchListener {
  /** As it stands: storage may be a moment behind. */
  alert: StoredAlert
  /** `undefined` while nobody lists its instrument, and while no market is real. */
  group: Group | undefined
  /** `undefined` until the past that it needs was read. */
  watch: Watch | undefined
  /** The notification of the firing that isn't known to be kept. */
  firing: string | undefined
  /** The end of the cooldown, or of the patience with an instrument that nobody lists. */
  wait: Due | undefined
  /** Nobody else's while it is watched. */
  readonly number: number
  readonly #book: Book

  constructor(alert: StoredAlert, number: number, book: Book) {
    this.alert = alert
    this.number = number
    this.#book = book
  }

  onFire(part: number): void {
    this.#book.fire(this, part)
  }

  onTurn(phase: AlertPhase): void {
    this.#book.turn(this, phase)
  }
}

/** What it was looked at against last. */
export function lookOf({ alert, group }: Pick<Entry, 'alert' | 'group'>): Look | undefined {
  const { source, sessions, condition } = alert.rule
  // Volume and silence have no price of their own: the last one says what was heard last.
  const isOfPrice = condition.type !== 'volume' && condition.type !== 'silence'
  return group?.followed.follow.look(isOfPrice ? source : 'last', sessions)
}

/** What it must remember, with what is different from now on. */
export function memoryOf({ alert, watch, group }: Entry, patch: Partial<Kept> = {}): string {
  const before = keptOf(alert)
  const instrument =
    group === undefined ? before.instrument : nameOf(group.followed.follow.instrument)
  return JSON.stringify({ ...before, ...watch?.memory(), instrument, ...patch } satisfies Kept)
}
