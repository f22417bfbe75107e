import { type RecordKind, recordKinds, type StoredRecord } from '../../db/records.ts'
import { readUsageDay } from '../../engine/read-usage.ts'
import { type Backup, backupFormat, backupVersion } from './backup.ts'

/** Why a file is not taken at all. */
export type Refusal =
  /** It isn't JSON. */
  | 'unreadable'
  /** It is JSON, but no backup of Ebb. */
  | 'foreign'
  /** A newer Ebb has made it. */
  | 'newer'
  | 'too-large'

/** What is wrong with one thing in a file that is taken otherwise. */
export interface ItemProblem {
  part: 'records' | 'choices' | 'usage'
  /** Counted from 1, as a person counts; of choices it is their name. */
  place: number | string
  kind: RecordKind | undefined
  why: 'shape' | 'kind' | 'id' | 'time' | 'value'
}

export type Reading =
  | { type: 'refused'; why: Refusal }
  | { type: 'read'; backup: Backup; problems: readonly ItemProblem[] }

/** Whether a value is what its kind says. */
export type Checks = Record<RecordKind, (value: unknown) => boolean>

/** Far more than anybody has; a file beyond them is a mistake. */
export const maxFileBytes = 32 * 1024 * 1024
const maxRecords = 50_000
/** The last instant that a Date knows. */
const maxTime = 8_640_000_000_000_000

/** Checked item by item: what is wrong is left out and told, the rest is taken. */
export function readBackup(text: string, checks: Checks): Reading {
  const file = parse(text)
  if (file === undefined) return { type: 'refused', why: 'unreadable' }
  if (!isObject(file) || file.format !== backupFormat) return { type: 'refused', why: 'foreign' }
  const { version, records } = file
  if (typeof version !== 'number' || !Array.isArray(records)) {
    return { type: 'refused', why: 'foreign' }
  }
  if (version > backupVersion) return { type: 'refused', why: 'newer' }
  if (records.length > maxRecords) return { type: 'refused', why: 'too-large' }

  const problems: ItemProblem[] = []
  const usage = Array.isArray(file.usage) ? file.usage : []
  const backup: Backup = {
    format: backupFormat,
    version: backupVersion,
    madeAt: typeof file.madeAt === 'string' ? file.madeAt : '',
    records: records.flatMap((item: unknown, index) => {
      const found = readRecord(item, checks)
      if ('record' in found) return [found.record]
      problems.push({ part: 'records', place: index + 1, ...found })
      return []
    }),
    choices: readTexts(file.choices, problems),
    settings: isObject(file.settings) ? file.settings : {},
    usage: usage.flatMap((item: unknown, index) => {
      const day = readUsageDay(item)
      if (day !== undefined) return [day]
      problems.push({ part: 'usage', place: index + 1, kind: undefined, why: 'shape' })
      return []
    }),
  }
  return { type: 'read', backup, problems }
}

type Found = { record: StoredRecord } | Pick<ItemProblem, 'kind' | 'why'>

function readRecord(item: unknown, checks: Checks): Found {
  if (!isObject(item)) return { kind: undefined, why: 'shape' }
  const { id, changedAt, deleted, value } = item
  const kind = recordKinds.find((each) => each === item.kind)
  if (kind === undefined) return { kind, why: 'kind' }
  if (typeof id !== 'string' || id === '') return { kind, why: 'id' }
  if (!isTime(changedAt)) return { kind, why: 'time' }
  if (deleted === true) return { record: { kind, id, changedAt, deleted, value: undefined } }
  if (deleted !== false) return { kind, why: 'shape' }
  if (!checks[kind](value)) return { kind, why: 'value' }
  return { record: { kind, id, changedAt, deleted, value } }
}

function readTexts(value: unknown, problems: ItemProblem[]): Record<string, string> {
  if (!isObject(value)) return {}
  const texts: Record<string, string> = {}
  for (const [place, text] of Object.entries(value)) {
    if (typeof text === 'string') texts[place] = text
    else problems.push({ part: 'choices', place, kind: undefined, why: 'value' })
  }
  return texts
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maxTime
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
