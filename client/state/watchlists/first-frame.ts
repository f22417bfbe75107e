import type { Owned } from '../owned.ts'
import type { Items } from './arrange.ts'
import { givenEntries, givenLists, parseEntry, parseGroup, parseList } from './items.ts'

/*
 * IndexedDB answers some frames after the first one. So that nobody ever sees another list than their
 * own, the current one is copied to localStorage, which answers at once. The copy is only ever read
 * for that moment; what is true is in the records.
 */
const key = 'ebb.list-copy'

const given = JSON.stringify({ lists: givenLists, groups: [], entries: givenEntries })

/** What is shown before the device has answered. */
export function firstFrame(): Items {
  const copy = parse(read())
  return copy ?? { lists: givenLists, groups: [], entries: givenEntries }
}

/** Keeps what belongs to the current list for the next opening; nothing while it is as it is given. */
export function keepFirstFrame(list: string, { lists, groups, entries }: Items): void {
  const text = JSON.stringify({
    lists: lists.filter(({ id }) => id === list),
    groups: groups.filter(({ value }) => value.list === list),
    entries: entries.filter(({ value }) => value.list === list),
  })
  try {
    if (text === given) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // Refused or full: the next opening shows what is given for as long as the device takes.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function parse(text: string | null): Items | undefined {
  if (text === null) return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const { lists, groups, entries }: Partial<Record<keyof Items, unknown>> = value
    const items = {
      lists: parseAll(lists, parseList),
      groups: parseAll(groups, parseGroup),
      entries: parseAll(entries, parseEntry),
    }
    return items.lists.length > 0 ? items : undefined
  } catch {
    return undefined
  }
}

function parseAll<T>(all: unknown, parseOne: (value: unknown) => T | undefined): Owned<T>[] {
  if (!Array.isArray(all)) return []
  return all.flatMap((each: unknown): Owned<T>[] => {
    if (typeof each !== 'object' || each === null) return []
    const { id, value }: { id?: unknown; value?: unknown } = each
    const parsed = parseOne(value)
    return typeof id === 'string' && parsed !== undefined ? [{ id, value: parsed }] : []
  })
}
