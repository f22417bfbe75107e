import type { OwnedRecord } from '../accounts/accounts.ts'
import type { Storage } from '../storage.ts'

/** Two people, each with a phone. */
export const anna = 'anna'
export const ben = 'ben'

export async function join(storage: Storage, ...users: string[]): Promise<void> {
  for (const id of users) {
    const session = { id: `${id}-phone`, hash: `hash of ${id}`, device: 'Firefox on Linux' }
    await storage.accounts.users.create({ id, session, now: 1_000 })
  }
}

/** A thing of theirs. */
export function owned(id: string, patch: Partial<OwnedRecord> = {}): OwnedRecord {
  return { kind: 'entry', id, changedAt: 1, deleted: false, value: '"BTCUSDT"', ...patch }
}
