import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { quiet } from '../storage/testing/candles.ts'
import { until } from '../testing/until.ts'
import { startForgetting } from './forgetting.ts'

const dayMs = 86_400_000
const everyMs = 600_000
const start = 1_700_000_000_000
const folder = mkdtempSync(join(tmpdir(), 'ebb-forgetting-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage
let stops: (() => void)[] = []
let forgotten: unknown[] = []
let troubles: unknown[] = []

beforeEach(async () => {
  vi.useFakeTimers({ now: start, toFake: ['setInterval', 'clearInterval', 'Date'] })
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  stops = []
  forgotten = []
  troubles = []
})
afterEach(async () => {
  for (const stop of stops) stop()
  vi.useRealTimers()
  await storage.close()
})

function serve({ accounts, documents } = storage) {
  stops.push(
    startForgetting({
      ...{ accounts, documents, now: Date.now },
      onForgotten: (what) => forgotten.push(what),
      onTrouble: (err) => troubles.push(err),
    }),
  )
}

async function enter(id: string, seenAt: number): Promise<void> {
  const session = { id: `${id} here`, hash: id, device: 'Firefox' }
  await storage.accounts.users.create({ id, session, now: seenAt })
}

const isThere = async (id: string) => (await storage.accounts.users.preferences(id)) !== undefined

it('forgets who was not seen for a year and has no passkey, however many, and nobody else', async () => {
  const old = start - 365 * dayMs
  for (let n = 0; n < 120; n++) await enter(`old ${n}`, old)
  await enter('kept', old)
  await enter('young', old + dayMs)
  const passkey = { id: 'p', user: 'kept', publicKey: 'AAAA', counter: 0, transports: [] }
  const made = { device: 'Firefox', createdAt: old, usedAt: undefined }
  await storage.accounts.passkeys.add({ ...passkey, ...made }, { max: 1 })
  serve()
  vi.advanceTimersByTime(everyMs)
  await until(() => expect(forgotten).toEqual([{ users: 120, sessions: 0 }]))
  expect(await isThere('old 119')).toBe(false)
  expect(await isThere('kept')).toBe(true)
  expect(await isThere('young')).toBe(true)
})

it('ends sessions whose cookie no browser has any more', async () => {
  await enter('kept', start - 400 * dayMs)
  const passkey = { id: 'p', user: 'kept', publicKey: 'AAAA', counter: 0, transports: [] }
  const made = { device: 'Firefox', createdAt: 1, usedAt: undefined }
  await storage.accounts.passkeys.add({ ...passkey, ...made }, { max: 1 })
  serve()
  vi.advanceTimersByTime(everyMs)
  await until(() => expect(forgotten).toEqual([{ users: 0, sessions: 1 }]))
  expect(await isThere('kept')).toBe(true)
  expect(await storage.accounts.sessions.of('kept')).toEqual([])
})

it('is done once a day, by one of the servers of a database', async () => {
  const forget = vi.spyOn(storage.accounts.users, 'forget')
  const replace = vi.spyOn(storage.documents, 'replace')
  serve()
  serve()
  vi.advanceTimersByTime(everyMs)
  await until(() => expect(replace).toHaveBeenCalledTimes(2))
  await until(() => expect(forget).toHaveBeenCalledTimes(1))
  const outcomes = await Promise.all(replace.mock.results.map(({ value }) => value))
  expect(outcomes.sort()).toEqual([false, true])
  const read = vi.spyOn(storage.documents, 'read')
  await until(() => {
    vi.advanceTimersByTime(everyMs)
    expect(read.mock.results.length).toBeGreaterThanOrEqual(2)
  })
  expect(forget).toHaveBeenCalledTimes(1)
  vi.setSystemTime(start + 2 * dayMs)
  vi.advanceTimersByTime(everyMs)
  await until(() => expect(forget).toHaveBeenCalledTimes(2))
})

it('removes challenges that are over', async () => {
  const { challenges } = storage.accounts.passkeys
  await challenges.spend({ challenge: 'c', until: start + 1 })
  const prune = vi.spyOn(challenges, 'prune')
  serve()
  vi.advanceTimersByTime(everyMs)
  await until(() => expect(prune).toHaveResolvedWith(1))
})

it('tries again when the database is back', async () => {
  const forget = vi.spyOn(storage.accounts.passkeys.challenges, 'prune')
  forget.mockRejectedValueOnce(new Error('gone'))
  serve()
  vi.advanceTimersByTime(everyMs)
  await until(() => expect(troubles).toHaveLength(1))
  vi.advanceTimersByTime(everyMs)
  await until(() => expect(forget).toHaveBeenCalledTimes(2))
})
