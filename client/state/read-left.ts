import { recordKinds, type StoredRecord } from '../db/records.ts'

/** The records of what `unfinished.ts` has left, without what is none. */
export function readLeft(text: string): StoredRecord[] {
  return text.split('\n').flatMap((line) => {
    const list = parse(line)
    return Array.isArray(list) ? list.filter(isRecord) : []
  })
}

function isRecord(left: Partial<StoredRecord> | null): left is StoredRecord {
  return (
    recordKinds.some((kind) => kind === left?.kind) &&
    typeof left?.id === 'string' &&
    Number.isInteger(left.changedAt) &&
    typeof left.deleted === 'boolean'
  )
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
