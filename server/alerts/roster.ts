import type { StoredAlert } from '../storage/alerts/alerts.ts'
import { type Book, Entry } from './entry.ts'
import type { Group } from './following.ts'
import { nameOf } from './memory.ts'
import { makeNumbers, type Numbers } from './numbers.ts'
import { pack, unpack } from './packing.ts'
import { makeShelves } from './shelves.ts'
import type { Memory, Watch } from './watch.ts'

export interface RosterOptions {
  book: Book
  /** The watch of one that has one, as it was left. */
  watchOf(entry: Entry, memory: Memory): Watch
}

/** A list of numbers alone is kept without a box for each. */
const nowhere = -1

/*
 * All alerts that may fire. Nearly all of them only wait, and are bytes on a shelf meanwhile, with a
 * number at each gauge where they wait; what happens to one wakes it:
 *
 *   add ─▶ awake: an Entry ── rest ──▶ at rest: bytes
 *            ▲                            │
 *            └────── get, at ─────────────┘
 */
export interface Roster {
  add(alert: StoredAlert): Entry
  remove(entry: Entry): void
  has(id: string): boolean
  /** Awake from now on. */
  get(id: string): Entry | undefined
  isAwake(entry: Entry): boolean
  /** By its number. */
  at(number: number): Entry | undefined
  /** As it stands, without waking it. */
  peek(id: string): Pick<Entry, 'alert' | 'group'> | undefined
  /** Nothing happens to one of which something is still to come: a firing, a wait, its past. */
  rest(entry: Entry): void
  /** All that are awake. */
  restAll(): void
  ids(): Iterable<string>
  /** Those that are at no instrument. */
  loose(): Entry[]
  /** For one that is only looked at. */
  readonly numbers: Numbers
}

export function makeRoster({ book, watchOf }: RosterOptions): Roster {
  const numbers = makeNumbers()
  const shelves = makeShelves()
  const byId = new Map<string, number>()
  const awake = new Map<number, Entry>()
  /** By number: where it rests, and whom with. */
  const places: number[] = []
  const groups: (Group | undefined)[] = []
  /** Of those at rest. */
  const looseAtRest = new Set<number>()

  function at(number: number): Entry | undefined {
    const known = awake.get(number)
    const place = places[number] ?? nowhere
    if (known !== undefined || place === nowhere) return known
    const group = groups[number]
    const { alert, memory } = unpack(shelves.get(place), instrumentOf(group))
    const entry = new Entry(alert, number, book)
    entry.group = group
    if (memory !== undefined) entry.watch = watchOf(entry, memory)
    unshelve(number, place)
    awake.set(number, entry)
    return entry
  }

  function unshelve(number: number, place: number): void {
    shelves.remove(place)
    places[number] = nowhere
    groups[number] = undefined
    looseAtRest.delete(number)
  }

  function get(id: string): Entry | undefined {
    const number = byId.get(id)
    return number === undefined ? undefined : at(number)
  }

  function isAwake(entry: Entry): boolean {
    return awake.get(entry.number) === entry
  }

  function rest(entry: Entry): void {
    const { alert, number, group, watch } = entry
    const isBusy = entry.firing !== undefined || entry.wait !== undefined
    const isComing = group !== undefined && watch === undefined
    if (isBusy || isComing || !isAwake(entry)) return
    places[number] = shelves.put(pack({ alert, memory: watch?.memory() }, instrumentOf(group)))
    groups[number] = group
    if (group === undefined) looseAtRest.add(number)
    awake.delete(number)
  }

  return {
    numbers,
    add(alert) {
      const entry = new Entry(alert, numbers.take(), book)
      byId.set(alert.id, entry.number)
      awake.set(entry.number, entry)
      return entry
    },
    remove(entry) {
      const { alert, number } = entry
      if (!isAwake(entry)) return
      awake.delete(number)
      byId.delete(alert.id)
      numbers.give(number)
    },
    has: (id) => byId.has(id),
    isAwake,
    get,
    at,
    peek(id) {
      const number = byId.get(id)
      if (number === undefined) return undefined
      const place = places[number] ?? nowhere
      if (place === nowhere) return awake.get(number)
      const group = groups[number]
      return { alert: unpack(shelves.get(place), instrumentOf(group)).alert, group }
    },
    rest,
    restAll() {
      for (const entry of awake.values()) rest(entry)
    },
    ids: () => byId.keys(),
    loose() {
      for (const number of [...looseAtRest]) at(number)
      return [...awake.values()].filter(({ group }) => group === undefined)
    },
  }
}

function instrumentOf(group: Group | undefined): string | undefined {
  return group && nameOf(group.followed.follow.instrument)
}
