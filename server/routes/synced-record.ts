import { z } from 'zod'
import { type SyncedRecord, syncLimits } from '../../shared/sync.ts'
import type { OwnedRecord } from '../storage/accounts/accounts.ts'

const { kindPattern, idChars, valueBytes, valueDepth } = syncLimits

const idError = `must be text of 1 to ${idChars} characters, without control characters`
const valueError = `must be JSON of at most ${valueBytes} bytes, ${valueDepth} deep`

/** One change, looked at no closer than the server needs: what is in a value is between the devices. */
export const syncedRecord = z
  .strictObject({
    kind: z.string('is missing').regex(kindPattern, 'must be a word in small letters'),
    id: z
      .string(idError)
      .min(1, idError)
      .max(idChars, idError)
      .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), idError),
    changedAt: z.int('must be epoch milliseconds').min(0, 'must be epoch milliseconds'),
    deleted: z.boolean('must be true or false'),
    value: z.unknown().refine(isModest, valueError).optional(),
  })
  .refine(({ deleted, value }) => deleted === (value === undefined), {
    error: 'must be there, unless the record was deleted',
    path: ['value'],
  })

/** As it is stored. A clock that is ahead of `latest` is taken back to there. */
export function ownedOf(
  { kind, id, changedAt, deleted, value }: z.output<typeof syncedRecord>,
  latest: number,
): OwnedRecord {
  const at = Math.min(changedAt, latest)
  return { kind, id, changedAt: at, deleted, value: deleted ? undefined : JSON.stringify(value) }
}

export function syncedOf({ kind, id, changedAt, deleted, value }: OwnedRecord): SyncedRecord {
  const parsed: unknown = value === undefined ? undefined : JSON.parse(value)
  return { kind, id, changedAt, deleted, ...(value !== undefined && { value: parsed }) }
}

/** What tells one record from another. */
export function keyOf({ kind, id }: Pick<OwnedRecord, 'kind' | 'id'>): string {
  return `${kind} ${id}`
}

function isModest(value: unknown): boolean {
  if (value === undefined) return true
  return isShallow(value, valueDepth) && Buffer.byteLength(JSON.stringify(value)) <= valueBytes
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((each) => isShallow(each, depth - 1))
}
