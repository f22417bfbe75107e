import { defaultSymbols, parseSymbol } from '../../../shared/instrument.ts'
import type { Owned } from '../owned.ts'
import { isPosition, spread } from './position.ts'

/*
 * What watchlists are made of. Each thing is a record of its own, because records merge one by one and
 * of each the newest change wins: a rename here, a move there and an addition elsewhere all survive.
 * So a group is a record too: as a part of its list, a group made on one device would undo the name
 * that another device gave to the list.
 *
 * An entry's id is made of its list and its symbol: two devices that add the same instrument have
 * added one entry, and what was removed and added again is that entry brought back.
 */
export interface List {
  /** Empty where its user has given it none: it is then called what the language calls a watchlist. */
  name: string
  position: string
}

export interface Group {
  list: string
  name: string
  position: string
}

export interface Entry {
  list: string
  /** As its user would type it: `BTCUSDT`, `KRAKEN:BTC/USD`. */
  symbol: string
  /** A group that is gone, or of another list, is none. */
  group: string | undefined
  position: string
}

/** Longer names are cut. */
export const maxNameChars = 40
/** Of those of one list, and of all lists: a subscription holds 500 instruments. */
export const limits = { lists: 50, groups: 50, entries: 400 }

/** The list that a new user has: the same on each of their devices. */
export const defaultListId = 'default'

/** Where a thing stands whose position can't be read: behind the others. */
const somewhere = 'z'

export function entryId(list: string, symbol: string): string {
  return `${list}/${symbol}`
}

/** A symbol as lists keep it; `undefined` for what can be no instrument's name. */
export function normalSymbol(text: string): string | undefined {
  const parsed = parseSymbol(text)
  if (parsed === undefined) return undefined
  return parsed.venue === undefined ? parsed.symbol : `${parsed.venue}:${parsed.symbol}`
}

/** A name as its user meant it; `undefined` where nothing is left. */
export function normalName(text: string): string | undefined {
  const name = text.replace(/\s+/g, ' ').trim()
  return name === '' ? undefined : Array.from(name).slice(0, maxNameChars).join('')
}

export function parseList(value: unknown): List | undefined {
  if (!isObject(value)) return undefined
  const { name, position } = value
  return typeof name === 'string' ? { name, position: positionOf(position) } : undefined
}

export function parseGroup(value: unknown): Group | undefined {
  if (!isObject(value)) return undefined
  const { list, name, position } = value
  if (typeof list !== 'string' || typeof name !== 'string') return undefined
  return { list, name, position: positionOf(position) }
}

export function parseEntry(value: unknown): Entry | undefined {
  if (!isObject(value) || typeof value.symbol !== 'string') return undefined
  const { list, group, position } = value
  const symbol = normalSymbol(value.symbol)
  if (typeof list !== 'string' || symbol === undefined) return undefined
  return {
    list,
    symbol,
    group: typeof group === 'string' ? group : undefined,
    position: positionOf(position),
  }
}

/*
 * What a new user has without anything being written: it is there for as long as no record says
 * otherwise, tombstones included. So two devices that meet later have one list, and on it every change
 * that was made on either.
 */
const [middle = somewhere] = spread(1)
export const givenLists: readonly Owned<List>[] = [
  { id: defaultListId, value: { name: '', position: middle } },
]

const givenPositions = spread(defaultSymbols.length)
export const givenEntries: readonly Owned<Entry>[] = defaultSymbols.map((symbol, index) => ({
  id: entryId(defaultListId, symbol),
  value: {
    list: defaultListId,
    symbol,
    group: undefined,
    position: givenPositions[index] ?? somewhere,
  },
}))

function positionOf(value: unknown): string {
  return isPosition(value) ? value : somewhere
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
