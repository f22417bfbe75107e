import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { quiet } from '../storage/testing/candles.ts'
import { challengeMs, makeChallenges } from './challenges.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-challenges-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const login = { purpose: 'login ebb.example', user: undefined }
let files = 0
let storage: Storage
let clock: number

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  clock = 1_700_000_000_000
})
afterEach(() => storage.close())

function serve() {
  const { documents, accounts } = storage
  return makeChallenges({ store: accounts.passkeys.challenges, documents, now: () => clock })
}
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

it('takes an answer once, at whichever server of the database', async () => {
  const [one, other] = [serve(), serve()]
  const challenge = text(await one.put(login))
  expect(await other.take(challenge, login)).toBe(true)
  expect(await one.take(challenge, login)).toBe(false)
  expect(await other.take(challenge, login)).toBe(false)
})

it('puts as many as are asked for, each another, and writes down none', async () => {
  const spend = vi.spyOn(storage.accounts.passkeys.challenges, 'spend')
  const challenges = serve()
  const all = await Promise.all(Array.from({ length: 100 }, () => challenges.put(login)))
  expect(new Set(all.map(text)).size).toBe(100)
  expect(spend).not.toHaveBeenCalled()
})

it('takes none that is over, and remembers the spent ones for longer than that', async () => {
  const challenges = serve()
  const challenge = text(await challenges.put(login))
  clock += challengeMs - 1
  expect(await challenges.take(challenge, login)).toBe(true)
  expect(await storage.accounts.passkeys.challenges.prune({ now: clock + 1, limit: 9 })).toBe(0)
  const late = text(await challenges.put(login))
  clock += challengeMs
  expect(await challenges.take(late, login)).toBe(false)
})

it('takes none that was put for something else, or to somebody else', async () => {
  const challenges = serve()
  const about = { purpose: 'registration ebb.example', user: 'anna' }
  const challenge = text(await challenges.put(about))
  for (const other of [
    login,
    { ...about, user: 'ben' },
    { ...about, user: undefined },
    { ...about, purpose: 'registration other.example' },
  ]) {
    expect(await challenges.take(challenge, other)).toBe(false)
  }
  expect(await challenges.take(challenge, about)).toBe(true)
})

it('takes none that a server of another database made, none with another bit, no other spelling', async () => {
  const challenges = serve()
  const bytes = await challenges.put(login)
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const forged = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    expect(await challenges.take(text(forged), login)).toBe(false)
  }
  for (const wrong of ['', '\u0000', `${text(bytes)}=`, `${text(bytes)}A`, text(bytes).slice(1)]) {
    expect(await challenges.take(wrong, login)).toBe(false)
  }
  const elsewhere = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  const { documents, accounts } = elsewhere
  const strangers = makeChallenges({
    ...{ store: accounts.passkeys.challenges, documents, now: () => clock },
  })
  expect(await challenges.take(text(await strangers.put(login)), login)).toBe(false)
  await elsewhere.close()
  expect(await challenges.take(text(bytes), login)).toBe(true)
})
