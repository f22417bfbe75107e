import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import {
  type PushedResponse,
  type RecordsResponse,
  type SyncedRecord,
  syncLimits,
} from '../../shared/sync.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { quiet } from '../storage/testing/candles.ts'
import { recordsRoute } from './records.ts'
import { makeAsk, sessionsFor } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-records-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage
const now = 1_000_000
const changed: string[] = []

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  for (const id of ['anna', 'ben']) {
    const session = { id: `${id} here`, hash: id, device: 'Firefox' }
    await storage.accounts.users.create({ id, session, now })
  }
  changed.length = 0
})
afterEach(() => storage.close())

function as(user: string) {
  const { records } = storage.accounts
  const onChanged = (id: string) => changed.push(id)
  const ask = makeAsk(
    recordsRoute({ sessions: sessionsFor(user), records, onChanged, now: () => now }),
  )
  return {
    ask,
    async pull(since = 0, limit = 500): Promise<RecordsResponse> {
      return (await ask('GET', `/api/records?since=${since}&limit=${limit}`)).json()
    },
    async push(...records: SyncedRecord[]): Promise<PushedResponse> {
      return (await ask('POST', '/api/records', { body: { records } })).json()
    },
  }
}

function entry(id: string, patch: Partial<SyncedRecord> = {}): SyncedRecord {
  return { kind: 'entry', id, changedAt: 1, deleted: false, value: { symbol: 'BTCUSDT' }, ...patch }
}

function gone(id: string, changedAt: number): SyncedRecord {
  return { kind: 'entry', id, changedAt, deleted: true }
}

it('brings what one device has changed to the others, page by page, and to nobody else', async () => {
  const { push, pull } = as('anna')
  const records = [entry('a'), gone('b', 2), entry('c', { value: null })]
  expect(await push(...records)).toEqual({ records: [], previous: 0, sequence: 3 })
  expect(await pull(0, 2)).toEqual({
    records: records.slice(0, 2),
    sequence: 2,
    hasMore: true,
  })
  expect(await pull(2, 2)).toEqual({ records: records.slice(2), sequence: 3, hasMore: false })
  expect((await as('ben').pull()).records).toEqual([])
})

it('says what won instead of what was sent', async () => {
  const { push, pull } = as('anna')
  await push(entry('a', { changedAt: 9 }), gone('b', 9))
  const answer = await push(entry('a', { value: 'old' }), entry('b'), entry('c'))
  expect(answer).toEqual({
    records: [entry('a', { changedAt: 9 }), gone('b', 9)],
    previous: 2,
    sequence: 3,
  })
  expect((await pull(2)).records).toEqual([entry('c')])
})

it('tells the user’s other devices of a change, and nobody of one that was sent again', async () => {
  const { push } = as('anna')
  await push(entry('a'))
  expect(await push(entry('a'))).toEqual({ records: [], previous: 1, sequence: 1 })
  expect(changed).toEqual(['anna'])
})

it('takes a change of the far future back to five minutes from now, and says so', async () => {
  const { push, pull } = as('anna')
  const latest = now + syncLimits.maxAheadMs
  const answer = await push(
    entry('a', { changedAt: latest + 1 }),
    entry('b', { changedAt: latest }),
  )
  expect(answer.records).toEqual([entry('a', { changedAt: latest })])
  expect((await pull()).records.map(({ changedAt }) => changedAt)).toEqual([latest, latest])
  const late = await push(gone('a', 1e15))
  expect(late.records).toEqual([gone('a', latest)])
})

it('keeps what it doesn’t know, as it is', async () => {
  const { push, pull } = as('anna')
  const value = { deep: [{ ' ': '\u0000\ud800' }], __proto__x: 1, text: '한국어 中文' }
  const record = { ...entry('a:b c/😀', { value }), kind: 'drawing-2' }
  await push(record)
  expect((await pull()).records).toEqual([record])
})

it('refuses what can’t be a record, and names it', async () => {
  const { ask } = as('anna')
  const deep = JSON.parse('['.repeat(17) + ']'.repeat(17))
  for (const [body, field] of [
    [{}, 'records'],
    [{ records: [{ ...entry('a'), kind: 'A b' }] }, 'records.0.kind'],
    [{ records: [entry('')] }, 'records.0.id'],
    [{ records: [entry('\u0000')] }, 'records.0.id'],
    [{ records: [entry('\ud800')] }, 'records.0.id'],
    [{ records: [entry('a'.repeat(201))] }, 'records.0.id'],
    [{ records: [entry('a', { changedAt: -1 })] }, 'records.0.changedAt'],
    [{ records: [entry('a', { changedAt: 1.5 })] }, 'records.0.changedAt'],
    [{ records: [entry('a', { value: undefined })] }, 'records.0.value'],
    [{ records: [{ ...gone('a', 1), value: 1 }] }, 'records.0.value'],
    [{ records: [entry('a', { value: 'x'.repeat(16_383) })] }, 'records.0.value'],
    [{ records: [entry('a', { value: deep })] }, 'records.0.value'],
    [{ records: [entry('a'), gone('a', 2)] }, 'records'],
    [{ records: Array.from({ length: 501 }, (_, n) => entry(`${n}`)) }, 'records'],
  ] as const) {
    const answer = await ask('POST', '/api/records', { body })
    expect([answer.status, (await answer.json()).field]).toEqual([400, field])
  }
  for (const query of ['since=-1', 'since=x', 'limit=0', 'limit=501', 'limit=1.5']) {
    expect((await ask('GET', `/api/records?${query}`)).status).toBe(400)
  }
})

it('refuses bodies that are too long or no JSON, however deep, without harm', async () => {
  const { ask } = as('anna')
  const long = JSON.stringify({ records: [entry('a', { value: 'x'.repeat(600_000) })] })
  expect((await ask('POST', '/api/records', { body: long })).status).toBe(413)
  const deep = `{"records":[{"kind":"entry","id":"a","changedAt":1,"deleted":false,"value":${'['.repeat(200_000)}${']'.repeat(200_000)}}]}`
  expect((await ask('POST', '/api/records', { body: deep })).status).toBe(400)
  expect((await ask('POST', '/api/records', { body: '{' })).status).toBe(400)
  expect(storage.health().state).toBe('ready')
})

it('tells a device whose user is no more that there is no session', async () => {
  const { ask } = as('anna')
  await storage.accounts.users.remove('anna')
  const answer = await ask('POST', '/api/records', { body: { records: [entry('a')] } })
  expect(answer.status).toBe(401)
})
