import type { PushedResponse, RecordsResponse } from '../../../shared/sync.ts'
import type { SyncedRecord, SyncStore } from '../../db/sync-store.ts'
import type { Answer } from '../account/ask-server.ts'
import { batchesOf } from './batches.ts'
import { readRecords } from './read-records.ts'

/** The server, as far as a round needs it. */
export interface SyncServer {
  /** Whose session it is. */
  user(): Promise<Answer<string>>
  since(sequence: number): Promise<Answer<RecordsResponse>>
  put(records: readonly SyncedRecord[]): Promise<Answer<PushedResponse>>
}

export type Outcome =
  /** All that could be is everywhere. `refused`: records that the server takes from nobody. */
  | { type: 'done'; user: string; refused: number }
  /** The session has ended. */
  | { type: 'ended' }
  /** Another try later may help: the server is out of reach, busy or has too much to do. */
  | { type: 'unreachable' }
  /** The user owns as much as the server takes; deleting lists doesn't help, since tombstones count. */
  | { type: 'full' }

/** A round has an end, whatever the other devices do meanwhile. */
const mostPages = 200
const mostPasses = 5

/**
 * Brings here what others have changed, then there what was changed here. May fail at any point and
 * be begun anew: what was taken over is kept with how far it was, and what is sent twice changes nothing.
 */
export async function syncRound(store: SyncStore, server: SyncServer): Promise<Outcome> {
  const who = await server.user()
  if (!who.ok) return failed(who)
  const user = who.value
  const pulled = await pull(user)
  if (pulled !== undefined) return pulled

  const refused = new Set<string>()
  let reached = await store.sequence(user)
  for (let pass = 0; pass < mostPasses; pass++) {
    const unknown = (await store.unknownTo(user)).filter((record) => !refused.has(keyOf(record)))
    if (unknown.length === 0) break
    for (const batch of batchesOf(unknown)) {
      const pushed = await push(user, batch, refused)
      if (pushed !== undefined) return pushed
    }
  }
  // What came in between; mostly nothing, as `settle` has seen then.
  const missed = (await store.sequence(user)) === reached ? undefined : await pull(user)
  return missed ?? { type: 'done', user, refused: refused.size }

  async function pull(user: string): Promise<Outcome | undefined> {
    for (let page = 0; page < mostPages; page++) {
      const from = await store.sequence(user)
      const answer = await server.since(from)
      if (!answer.ok) return failed(answer)
      const { records, sequence, hasMore } = answer.value
      await store.take(user, { records: readRecords(records), sequence })
      if (!hasMore) break
    }
    return undefined
  }

  /** One that can't be taken must not keep the others: they are sent in halves until it is alone. */
  async function push(
    user: string,
    batch: readonly SyncedRecord[],
    refused: Set<string>,
  ): Promise<Outcome | undefined> {
    const answer = await server.put(batch)
    if (answer.ok) {
      const { records, previous, sequence } = answer.value
      await store.settle(user, { sent: batch, won: readRecords(records), previous, sequence })
      reached = sequence
      return undefined
    }
    if (answer.status !== 400 && answer.status !== 413) return failed(answer)
    if (batch.length === 1) {
      for (const record of batch) refused.add(keyOf(record))
      return undefined
    }
    const half = Math.ceil(batch.length / 2)
    return (
      (await push(user, batch.slice(0, half), refused)) ??
      (await push(user, batch.slice(half), refused))
    )
  }
}

const keyOf = ({ kind, id }: SyncedRecord) => `${kind} ${id}`

function failed(answer: Extract<Answer<unknown>, { ok: false }>): Outcome {
  if (answer.status === 401) return { type: 'ended' }
  return answer.status === 409 ? { type: 'full' } : { type: 'unreachable' }
}
