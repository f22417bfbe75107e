import { expect, it } from 'vitest'
import { syncLimits } from '../../../shared/sync.ts'
import type { SyncedRecord } from '../../db/sync-store.ts'
import { makeMemorySync } from '../../db/testing/memory-sync.ts'
import { batchesOf } from './batches.ts'
import { readRecords } from './read-records.ts'
import { type SyncServer, syncRound } from './round.ts'

const entry = (id: string, value: unknown = id, changedAt = 1): SyncedRecord => ({
  ...{ kind: 'entry', id, changedAt, deleted: false, value },
})

function serverOf(patch: Partial<SyncServer> = {}) {
  const sent: string[][] = []
  let sequence = 0
  const server: SyncServer = {
    user: async () => ({ ok: true, value: 'anna' }),
    since: async (from) => ({ ok: true, value: { records: [], sequence: from, hasMore: false } }),
    async put(records) {
      sent.push(records.map(({ id }) => id))
      const previous = sequence
      sequence += records.length
      return { ok: true, value: { records: [], previous, sequence } }
    },
    ...patch,
  }
  return { server, sent }
}

const refusal = (status: number) => ({ ok: false, status, problem: {} }) as const

it('sends what the server takes, around what it does not', async () => {
  const { store, edit } = makeMemorySync()
  for (const id of ['a', 'b', 'wrong', 'c', 'd']) edit(entry(id))
  const taken = serverOf()
  const { server } = serverOf({
    put: (records) =>
      records.some(({ id }) => id === 'wrong')
        ? Promise.resolve(refusal(400))
        : taken.server.put(records),
  })
  expect(await syncRound(store, server)).toEqual({ type: 'done', user: 'anna', refused: 1 })
  expect(taken.sent.flat()).toEqual(['a', 'b', 'c', 'd'])
  expect((await store.unknownTo('anna')).map(({ id }) => id)).toEqual(['wrong'])
})

it('tells what an answer means', async () => {
  for (const [status, type] of [
    [401, 'ended'],
    [409, 'full'],
    [0, 'unreachable'],
    [429, 'unreachable'],
    [503, 'unreachable'],
  ] as const) {
    const { store, edit } = makeMemorySync()
    edit(entry('a'))
    const { server } = serverOf({ put: async () => refusal(status) })
    expect(await syncRound(store, server)).toEqual({ type })
    expect(await store.unknownTo('anna')).toHaveLength(1)
  }
})

it('sends everything anew to another user, and to a server that has gone back', async () => {
  const { store, edit } = makeMemorySync()
  edit(entry('a'))
  await syncRound(store, serverOf().server)
  const other = serverOf({ user: async () => ({ ok: true, value: 'bert' }) })
  await syncRound(store, other.server)
  expect(other.sent).toEqual([['a']])

  for (const id of ['b', 'c']) edit(entry(id))
  await syncRound(store, other.server)
  // As it was after `a`, and before it heard of the others.
  const restored = serverOf({ user: async () => ({ ok: true, value: 'bert' }) })
  edit(entry('d'))
  await syncRound(store, restored.server)
  expect(restored.sent.flat().toSorted()).toEqual(['a', 'b', 'c', 'd', 'd'])
})

it('batches weigh no more than a request may, whatever is in them', () => {
  const long = '한'.repeat(syncLimits.valueBytes / 3)
  const batches = batchesOf(Array.from({ length: 450 }, (_, n) => entry(`e${n}`, long)))
  expect(batches.flat()).toHaveLength(450)
  for (const batch of batches) {
    const bytes = new TextEncoder().encode(JSON.stringify({ records: batch })).length
    expect(bytes).toBeLessThan(syncLimits.bodyBytes)
    expect(batch.length).toBeLessThanOrEqual(syncLimits.records)
  }
  expect(batchesOf(Array.from({ length: 450 }, (_, n) => entry(`e${n}`)))).toHaveLength(3)
})

it('leaves out what is no record, or of a kind that this app does not know', () => {
  const { value: _, ...gone } = { ...entry('b'), deleted: true }
  expect(
    readRecords([entry('a'), gone, { ...entry('c'), kind: 'dream' }, null, { id: 7 }]),
  ).toEqual([entry('a'), { ...gone, value: undefined }])
})
