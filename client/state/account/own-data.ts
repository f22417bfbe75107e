import type { RemovedPasskeyResponse } from '../../../shared/user-api.ts'
import type { Archive } from '../../db/archive.ts'
import type { Records } from '../../db/records.ts'
import { makeBackup } from '../settings/backup.ts'
import type { Account } from './account.ts'
import { askServer } from './ask-server.ts'

/** `ended`: the session was over already. */
export type Done = 'done' | 'offline' | 'ended'

/** Of a DELETE: what isn't there any more is gone too. */
async function remove(path: string): Promise<Done> {
  const answer = await askServer<RemovedPasskeyResponse | undefined>(path, { method: 'DELETE' })
  if (answer.ok || answer.status === 404) return 'done'
  return answer.status === 401 ? 'ended' : 'offline'
}

export const removePasskey = (id: string) => remove(`/api/passkeys/${encodeURIComponent(id)}`)
export const endSession = (id: string) => remove(`/api/sessions/${encodeURIComponent(id)}`)

/** All that the server has of the user; what is on this device stays. */
export async function deleteAccount(account: Account): Promise<Done> {
  const done = await remove('/api/account')
  if (done === 'done') account.left()
  if (done === 'ended') account.ended()
  return done
}

/**
 * Everything, as one file: what the server has of the user under `account`, and what is on this device
 * as a backup, which the settings can load again. `undefined` where the server can't be asked.
 */
export async function exportEverything(
  device: { records: Records; openArchive(): Promise<Archive> },
  now: number,
): Promise<File | undefined> {
  const answer = await askServer<unknown>('/api/account/export')
  if (!answer.ok) return undefined
  const backup = await makeBackup(device, now)
  const text = JSON.stringify({ ...backup, account: answer.value }, null, 1)
  const name = `ebb-everything-${backup.madeAt.slice(0, 10)}.json`
  return new File([text], name, { type: 'application/json' })
}
