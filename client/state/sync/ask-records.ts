import type { PushedResponse, RecordsResponse } from '../../../shared/sync.ts'
import type { SessionResponse } from '../../../shared/user-api.ts'
import { askServer } from '../account/ask-server.ts'
import type { SyncServer } from './round.ts'

/** Our server, over HTTP. */
export const recordsServer: SyncServer = {
  async user() {
    const answer = await askServer<SessionResponse>('/api/session')
    return answer.ok ? { ok: true, value: answer.value.user } : answer
  },
  since: (sequence) => askServer<RecordsResponse>(`/api/records?since=${sequence}`),
  put: (records) =>
    askServer<PushedResponse>('/api/records', {
      method: 'POST',
      body: {
        // How the device marks its own is its own business.
        records: records.map(({ kind, id, changedAt, deleted, value }) => ({
          ...{ kind, id, changedAt, deleted },
          ...(!deleted && { value }),
        })),
      },
    }),
}
