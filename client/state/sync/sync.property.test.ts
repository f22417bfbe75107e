import fc from 'fast-check'
import { expect, it } from 'vitest'
import { syncLimits } from '../../../shared/sync.ts'
import type { SyncedRecord } from '../../db/sync-store.ts'
import { type MemorySync, makeMemorySync } from '../../db/testing/memory-sync.ts'
import type { Answer } from '../account/ask-server.ts'
import { type SyncServer, syncRound } from './round.ts'

const user = 'anna'
const ids = ['a', 'b', 'c'] as const

/** What the request or the answer comes to: there and back, lost on the way there, or on the way back. */
const fates = ['arrives', 'lost', 'unanswered'] as const
type Fate = (typeof fates)[number]

type Step =
  | { type: 'edit'; device: number; id: (typeof ids)[number]; value: number | undefined }
  | { type: 'sync'; device: number; fates: Fate[]; editsMeanwhile: boolean }
  | { type: 'wait'; ms: number }

const device = fc.integer({ min: 0, max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: fc.constant('edit' as const),
    device,
    id: fc.constantFrom(...ids),
    value: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('sync' as const),
    device,
    fates: fc.array(fc.constantFrom(...fates), { maxLength: 6 }),
    editsMeanwhile: fc.boolean(),
  }),
  fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 1_000 }) }),
)
/** Seconds off, or days: beyond what the server lets a clock be ahead. */
const clock = fc.oneof(
  fc.integer({ min: -5_000, max: 5_000 }),
  fc.constantFrom(-86_400_000, 86_400_000, 40 * 365 * 86_400_000),
)

it('three devices come to the same end, whatever fails, and nothing of it is lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.tuple(clock, clock, clock),
      fc.integer({ min: 1, max: 3 }),
      async (steps, clocks, pageSize) => {
        let now = 2_000_000_000_000
        const server = makeServer(() => now, pageSize)
        const devices = clocks.map((off) => ({ off, sync: makeMemorySync() }))
        const edits: SyncedRecord[] = []

        function edit(at: { off: number; sync: MemorySync }, id: string, value?: number): void {
          const before = at.sync.get('entry', id)
          const changedAt = Math.max(now + at.off, (before?.changedAt ?? 0) + 1)
          // What was edited is told apart by when and where.
          const marked = value === undefined ? undefined : { value, edit: edits.length }
          const deleted = marked === undefined
          const record = { kind: 'entry' as const, id, changedAt, deleted, value: marked }
          edits.push(record)
          at.sync.edit(record)
        }

        for (const each of steps) {
          const at = each.type === 'wait' ? undefined : devices[each.device]
          if (each.type === 'wait') now += each.ms
          else if (at === undefined) continue
          else if (each.type === 'edit') edit(at, each.id, each.value)
          else {
            const meanwhile = each.editsMeanwhile ? () => edit(at, 'a', 7) : () => {}
            await syncRound(at.sync.store, fateful(server, each.fates, meanwhile))
          }
        }
        // Twice: the first brings everything to the server, the second from there.
        for (const { sync } of [...devices, ...devices]) {
          expect(await syncRound(sync.store, server)).toMatchObject({ type: 'done' })
          expect(await sync.store.unknownTo(user)).toEqual([])
        }

        const ends = devices.map(({ sync }) => plainOf(sync.all()))
        expect(ends[1]).toEqual(ends[0])
        expect(ends[2]).toEqual(ends[0])
        expect(plainOf(server.all())).toEqual(ends[0])
        // Everything that was ever made is there, as somebody made it or as a tombstone.
        expect(ends[0]?.map(({ id }) => id)).toEqual([...new Set(edits.map(({ id }) => id))].sort())
        for (const end of ends[0] ?? []) {
          const same = edits.filter((each) => each.id === end.id)
          const made = same.some((each) => isAlike(each, end))
          expect(made, `${JSON.stringify(end)} was made by nobody`).toBe(true)
        }
        // Where no clock was put right, the end is what the rule makes of all changes at once.
        if (clocks.every((off) => off < syncLimits.maxAheadMs)) {
          const plain = makeServer(() => now, pageSize)
          await plain.put(edits)
          expect(ends[0]).toEqual(plainOf(plain.all()))
        }
      },
    ),
    { numRuns: 1_000 },
  )
})

/** The server's rule, see shared/sync.ts. */
function makeServer(now: () => number, pageSize: number) {
  const kept = new Map<string, SyncedRecord & { sequence: number }>()
  let sequence = 0
  const all = () => [...kept.values()].sort((a, b) => a.sequence - b.sequence)

  const server: SyncServer = {
    user: async () => ({ ok: true, value: user }),
    async since(from) {
      const newer = all().filter((record) => record.sequence > from)
      const page = newer.slice(0, pageSize)
      const reached = page.at(-1)?.sequence ?? from
      const hasMore = newer.length > page.length
      return { ok: true, value: { records: page, sequence: reached, hasMore } }
    },
    async put(records) {
      const previous = sequence
      const won: SyncedRecord[] = []
      for (const sent of records) {
        sequence += 1
        const { knownTo: _, ...plain } = sent
        const limit = now() + syncLimits.maxAheadMs
        const record = plain.changedAt > limit ? { ...plain, changedAt: now() } : plain
        const before = kept.get(record.id)
        if (before === undefined || wins(record, before))
          kept.set(record.id, { ...record, sequence })
        const there = kept.get(record.id)
        if (there !== undefined && !isEqual(there, plain)) won.push(there)
      }
      return { ok: true, value: { records: won, previous, sequence } }
    },
  }
  return { ...server, all }
}

function wins(next: SyncedRecord, before: SyncedRecord): boolean {
  if (next.changedAt !== before.changedAt) return next.changedAt > before.changedAt
  if (next.deleted !== before.deleted) return next.deleted
  return (JSON.stringify(next.value) ?? '') > (JSON.stringify(before.value) ?? '')
}

/** One after another of the requests meets its fate; those after the last of them arrive. */
function fateful(server: SyncServer, of: readonly Fate[], meanwhile: () => void): SyncServer {
  const left = [...of]
  async function meet<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const fate = left.shift() ?? 'arrives'
    const unreachable = { ok: false, status: 0, problem: {} } as const
    if (fate === 'lost') return unreachable
    const answer = await ask()
    return fate === 'unanswered' ? unreachable : answer
  }
  return {
    user: () => meet(server.user),
    since: (from) => meet(() => server.since(from)),
    put: (records) =>
      meet(async () => {
        const answer = await server.put(records)
        meanwhile()
        meanwhile = () => {}
        return answer
      }),
  }
}

function plainOf(records: readonly SyncedRecord[]) {
  return records
    .map(({ kind, id, changedAt, deleted, value }) => ({ kind, id, changedAt, deleted, value }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

const isAlike = (a: SyncedRecord, b: SyncedRecord) =>
  a.deleted === b.deleted && JSON.stringify(a.value) === JSON.stringify(b.value)
const isEqual = (a: SyncedRecord, b: SyncedRecord) => isAlike(a, b) && a.changedAt === b.changedAt
