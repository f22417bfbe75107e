import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import {
  type PushedResponse,
  type RecordsResponse,
  type SyncedRecord,
  syncLimits,
} from '../../shared/sync.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { quiet } from '../storage/testing/candles.ts'
import { recordsRoute } from './records.ts'
import { makeAsk, sessionsFor } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-sync-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = 1_700_000_000_000
const devices = 3

/** What a device does, and what becomes of it on the way. */
const step = fc.record({
  device: fc.nat(devices - 1),
  act: fc.oneof(
    fc.record({ type: fc.constant('edit'), id: fc.nat(4), value: fc.option(fc.nat(3)) }),
    fc.record({
      type: fc.constantFrom('pull', 'push'),
      isLost: fc.boolean(),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  ),
  laterMs: fc.constantFrom(0, 1, 1_000, 3_600_000),
})

/** The least that shared/sync.ts asks of a device. */
function makeDevice(clockOff: number, ask: ReturnType<typeof makeAsk>) {
  const own = new Map<string, SyncedRecord>()
  const unknown = new Set<string>()
  let cursor = 0

  const wins = (next: SyncedRecord, before: SyncedRecord | undefined) =>
    before === undefined ||
    next.changedAt > before.changedAt ||
    (next.changedAt === before.changedAt && (next.deleted || !before.deleted))

  return {
    own,
    edit(id: string, value: number | null, now: number) {
      const changedAt = Math.max(now + clockOff, (own.get(id)?.changedAt ?? 0) + 1)
      const kept = { kind: 'entry', id, changedAt }
      own.set(id, value === null ? { ...kept, deleted: true } : { ...kept, deleted: false, value })
      unknown.add(id)
    },
    async pull(isLost: boolean, limit: number): Promise<boolean> {
      const answer = await ask('GET', `/api/records?since=${cursor}&limit=${limit}`)
      if (isLost) return true
      const page: RecordsResponse = await answer.json()
      for (const record of page.records) {
        if (!wins(record, own.get(record.id))) continue
        own.set(record.id, record)
        unknown.delete(record.id)
      }
      cursor = page.sequence
      return page.hasMore
    },
    async push(isLost: boolean): Promise<void> {
      const records = [...unknown].flatMap((id) => own.get(id) ?? [])
      if (records.length === 0) return
      const answer = await ask('POST', '/api/records', { body: { records } })
      expect(answer.status).toBe(200)
      if (isLost) return
      const pushed: PushedResponse = await answer.json()
      unknown.clear()
      for (const record of pushed.records) own.set(record.id, record)
      if (cursor === pushed.previous) cursor = pushed.sequence
    },
  }
}

it('comes to the same end on all devices, whatever is lost on the way and however clocks are off', async () => {
  const storage = await openSqlite({ file: join(folder, 'ebb.db'), log: quiet })
  let users = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(0, -5_000, 60_000, 1e9, -1e9), {
        minLength: devices,
        maxLength: devices,
      }),
      fc.array(step, { maxLength: 40 }),
      async (clocks, steps) => {
        const user = `user ${++users}`
        const session = { id: user, hash: user, device: 'Firefox' }
        await storage.accounts.users.create({ id: user, session, now: start })
        let now = start
        const { records } = storage.accounts
        const ask = makeAsk(
          recordsRoute({
            ...{ sessions: sessionsFor(user), records, now: () => now, onChanged() {} },
          }),
        )
        const all = clocks.map((off) => makeDevice(off, ask))
        for (const { device, act, laterMs } of steps) {
          now += laterMs
          const one = all[device]
          if (one === undefined) continue
          if ('id' in act) one.edit(`${act.id}`, act.value, now)
          else if (act.type === 'pull') await one.pull(act.isLost, act.limit)
          else await one.push(act.isLost)
        }
        for (let round = 0; round < 2; round++) {
          for (const one of all) {
            while (await one.pull(false, 2));
            await one.push(false)
          }
        }
        for (const one of all) while (await one.pull(false, 2));
        const { records: kept } = await records.since(user, { sequence: 0, limit: 99 })
        const there = kept.map(({ id, changedAt, deleted, value }) => [
          id,
          changedAt,
          deleted,
          value,
        ])
        for (const { own } of all) {
          const here = [...own.values()].map(({ id, changedAt, deleted, value }) => {
            const text = deleted ? undefined : JSON.stringify(value)
            return [id, changedAt, deleted, text]
          })
          expect(here.sort()).toEqual(there.toSorted())
        }
        // No clock, however far ahead, holds a record for longer than it may.
        for (const { changedAt } of kept)
          expect(changedAt - now).toBeLessThanOrEqual(syncLimits.maxAheadMs)
        // Whoever edits now, with a clock that is right, is heard once that is over.
        now += syncLimits.maxAheadMs + 1
        const [first] = all
        const right = makeDevice(0, ask)
        while (await right.pull(false, 99));
        right.edit('0', 9, now)
        await right.push(false)
        while (await first?.pull(false, 99));
        expect(first?.own.get('0')).toMatchObject({ value: 9, deleted: false })
      },
    ),
    { numRuns: 150 },
  )
  await storage.close()
}, 120_000)
