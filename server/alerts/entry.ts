import type { AlertPhase } from '../../shared/alert.ts'
import type { StoredAlert } from '../storage/alerts/alerts.ts'
import type { Due } from './agenda.ts'
import type { Look } from './follow.ts'
import type { Followed } from './following.ts'
import { type Kept, keptOf, nameOf } from './memory.ts'
import type { Watch, WatchListener } from './watch.ts'

/** What becomes of entries. */
export interface Book {
  fire(entry: Entry): void
  turn(entry: Entry, phase: AlertPhase): void
}

/** An alert while it is watched; a class because there are so many. */
export class Entry implements WatchListener {
  /** As it stands: storage may be a moment behind. */
  alert: StoredAlert
  /** `undefined` while nobody lists its instrument, and while no market is real. */
  followed: Followed<Entry> | undefined
  /** `undefined` until the past that it needs was read. */
  watch: Watch | undefined
  /** The notification of the firing that isn't known to be kept. */
  firing: string | undefined
  expiry: Due | undefined
  /** The end of the cooldown, or of the patience with an instrument that nobody lists. */
  wait: Due | undefined
  readonly #book: Book

  constructor(alert: StoredAlert, book: Book) {
    this.alert = alert
    this.#book = book
  }

  onFire(): void {
    this.#book.fire(this)
  }

  onTurn(phase: AlertPhase): void {
    this.#book.turn(this, phase)
  }
}

/** What it was looked at against last. */
export function lookOf({ alert: { rule }, followed }: Entry): Look | undefined {
  const look = followed?.follow.look(rule.source, rule.sessions)
  return look ?? followed?.follow.look('last', rule.sessions)
}

/** What it must remember, with what is different from now on. */
export function memoryOf({ alert, watch, followed }: Entry, patch: Partial<Kept> = {}): string {
  const before = keptOf(alert)
  const instrument = followed === undefined ? before.instrument : nameOf(followed.follow.instrument)
  return JSON.stringify({ ...before, ...watch?.memory(), instrument, ...patch } satisfies Kept)
}
