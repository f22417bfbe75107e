import type { Owned } from '../owned.ts'
import { parseCsv } from './csv.ts'
import { decimalText, parseDecimalText } from './decimal.ts'
import { holdingsFormat, holdingsVersion } from './export.ts'
import { type Lot, parseLot } from './lot.ts'
import { findColumns, type LineFault, parseId, readLine } from './read-line.ts'

/** Why a file is not taken at all. */
export type Refusal = 'empty' | 'unreadable' | 'foreign' | 'newer' | 'too-large' | 'no-columns'

/** What is wrong with one line of a table, or one item of a list, counted from 1. */
export interface LineProblem extends LineFault {
  line: number
}

export type Import =
  | { type: 'refused'; why: Refusal }
  | {
      type: 'read'
      /** Not there yet. */
      added: readonly Owned<Lot>[]
      /** There under the same id, and other than in the file. */
      changed: readonly Owned<Lot>[]
      /** There already just so: taking a file twice doubles nothing. */
      same: number
      problems: readonly LineProblem[]
    }

export interface ImportOptions {
  existing: readonly Owned<Lot>[]
  newId(): string
  /** Epoch ms. */
  now: number
}

/** More than anybody holds; a file beyond them is a mistake. */
export const maxImportChars = 5_000_000
const maxLots = 10_000

/** Reads a table or a list of holdings, line by line: what is wrong with one line keeps no other out. */
export function importHoldings(text: string, options: ImportOptions): Import {
  if (text.length > maxImportChars) return { type: 'refused', why: 'too-large' }
  if (text.trim() === '') return { type: 'refused', why: 'empty' }
  const lines = /^\s*[[{]/.test(text.replace(/^\uFEFF/, '')) ? readJson(text) : readCsv(text)
  if (!Array.isArray(lines)) return { type: 'refused', why: lines.refused }
  if (lines.length === 0) return { type: 'refused', why: 'empty' }
  if (lines.length > maxLots) return { type: 'refused', why: 'too-large' }
  return compare(lines, options)
}

/** One line, read: a lot with the id that it had, or what is wrong. */
type Line = { line: number } & ({ id: string | undefined; lot: Lot } | LineFault)
type Lines = Line[] | { refused: Refusal }

function readCsv(text: string): Lines {
  const { rows, separator } = parseCsv(text)
  const [head, ...others] = rows
  const found = head && findColumns(head.fields)
  if (found === undefined) return { refused: 'no-columns' }
  return others.map(({ line, fields }) => ({ line, ...readLine(fields, found, separator) }))
}

function readJson(text: string): Lines {
  const value = parseJson(text.replace(/^\uFEFF/, ''))
  if (value === undefined) return { refused: 'unreadable' }
  const { format, version, holdings }: Partial<Holdings> = Array.isArray(value)
    ? { format: holdingsFormat, version: holdingsVersion, holdings: value }
    : value
  if (format !== holdingsFormat || typeof version !== 'number') return { refused: 'foreign' }
  if (version > holdingsVersion) return { refused: 'newer' }
  if (!Array.isArray(holdings)) return { refused: 'foreign' }
  return holdings.map((item: unknown, index): Line => {
    const lot = parseLot(item)
    const line = index + 1
    if (lot === undefined) return { line, field: 'item', text: JSON.stringify(item).slice(0, 80) }
    const { id }: { id?: unknown } = Object(item)
    return { line, id: parseId(id), lot }
  })
}

interface Holdings {
  format: unknown
  version: unknown
  holdings: unknown
}

function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function compare(lines: readonly Line[], { existing, newId, now }: ImportOptions): Import {
  const byId = new Map(existing.map((lot) => [lot.id, lot.value]))
  const unmatched = new Map<string, number>()
  const named = new Set(lines.flatMap((line) => ('lot' in line && line.id) || []))
  for (const { id, value } of existing) {
    if (!named.has(id)) unmatched.set(keyOf(value), (unmatched.get(keyOf(value)) ?? 0) + 1)
  }
  const taken = new Set<string>()
  const added: Owned<Lot>[] = []
  const changed: Owned<Lot>[] = []
  const problems: LineProblem[] = []
  let same = 0
  for (const line of lines) {
    if (!('lot' in line)) {
      problems.push(line)
      continue
    }
    const { lot } = line
    // A line that was copied in a spreadsheet is another lot.
    const id = line.id !== undefined && taken.has(line.id) ? undefined : line.id
    if (id !== undefined) taken.add(id)
    const before = id === undefined ? undefined : byId.get(id)
    const alike = unmatched.get(keyOf(lot)) ?? 0
    // Of a table no lot knows when it was added: they keep the order of their lines.
    const addedAt = before?.addedAt ?? (lot.addedAt || now + added.length)
    if (id !== undefined && before !== undefined) {
      if (keyOf(before) === keyOf(lot)) same += 1
      else changed.push({ id, value: { ...lot, addedAt } })
    } else if (id === undefined && alike > 0) {
      unmatched.set(keyOf(lot), alike - 1)
      same += 1
    } else {
      added.push({ id: id ?? newId(), value: { ...lot, addedAt } })
    }
  }
  return { type: 'read', added, changed, same, problems }
}

/** What makes two lots alike to a person. */
function keyOf({ symbol, quantity, cost, date, note }: Lot): string {
  const plain = (text: string) => decimalText(parseDecimalText(text) ?? { digits: 0n, scale: 0 })
  const paid = cost && [plain(cost.amount), cost.currency, cost.per]
  return JSON.stringify([symbol, plain(quantity), paid, date, note.trim()])
}
