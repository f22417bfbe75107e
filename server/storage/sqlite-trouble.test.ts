import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { openSqlite, type SqliteOptions } from './sqlite.ts'
import { StorageError } from './storage.ts'
import {
  becomes,
  btc,
  candle,
  candlesOf,
  eth,
  minute,
  quiet,
  seen,
  start,
} from './testing/candles.ts'
import { expectNothingLost, killIngest } from './testing/crash.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-sqlite-'))
let files = 0
const newFile = () => join(folder, `${++files}.db`)
const retryMs = { min: 10, max: 50 }
const all = { instrument: btc, interval: '1m', limit: 100_000 } as const

async function open(options: Partial<SqliteOptions> = {}) {
  const storage = await openSqlite({ file: newFile(), log: quiet, retryMs, ...options })
  onTestFinished(() => storage.close())
  return storage
}

it('loses nothing that was acknowledged when it is killed 20 times', async () => {
  const file = newFile()
  const acknowledged = await killIngest({ engine: 'sqlite', file }, 20)
  expect(acknowledged.size).toBeGreaterThan(100)
  await expectNothingLost(await open({ file }), acknowledged)
})

it('says when the file is full, goes on reading, and writes when there is room', async () => {
  const storage = await open({ maxBytes: 300_000 })
  const batches = Array.from({ length: 10 }, (_, n) =>
    candlesOf(1_000).slice(n * 100, n * 100 + 100),
  )
  for (const batch of batches) expect(await storage.candles.upsert(batch)).toBe('stored')
  const rest = storage.candles.upsert(Array.from({ length: 20_000 }, (_, n) => candle(1_000 + n)))
  await becomes(storage, 'full')
  expect(storage.health().trouble).toMatch(/make room on its disk/)
  expect((await storage.candles.read(all)).length).toBeGreaterThanOrEqual(1_000)
  // Whatever fits goes in as what is old goes out.
  while (storage.health().waiting > 0) {
    const newest = (await storage.candles.coverage(btc.id, '1m'))?.newest ?? 0
    await storage.candles.prune({ interval: '1m', before: newest })
  }
  expect(await rest).toBe('stored')
  await becomes(storage, 'ready')
})

const mounted = join(folder, 'small')
mkdirSync(mounted)
const canMount =
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'ebb-small', mounted]).status === 0
afterAll(() => {
  if (canMount) spawnSync('umount', [mounted])
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

it.skipIf(!canMount)(
  'writes on when a disk that was full has room (skipped: mount is not allowed)',
  async () => {
    const ballast = join(mounted, 'ballast')
    const storage = await open({ file: join(mounted, 'ebb.db') })
    await storage.candles.upsert(candlesOf(10))
    fill(ballast)
    const outcome = storage.candles.upsert(candlesOf(5_000))
    await becomes(storage, 'full')
    expect(await storage.candles.read({ ...all, limit: 5 })).toHaveLength(5)
    rmSync(ballast)
    expect(await outcome).toBe('stored')
    await becomes(storage, 'ready')
    expect(await storage.candles.read(all)).toHaveLength(5_000)
  },
)

/** Takes all the space that is left. */
function fill(file: string): void {
  const handle = openSync(file, 'w')
  try {
    for (;;) writeSync(handle, Buffer.alloc(4_096))
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' })
  } finally {
    closeSync(handle)
  }
}

it('waits for another program’s lock, says so, and then writes', async () => {
  const file = newFile()
  const storage = await open({ file, busyTimeoutMs: 20 })
  await storage.candles.upsert(candlesOf(3))
  const other = new Database(file)
  other.exec('begin immediate')
  const outcome = storage.candles.upsert(candlesOf(5))
  await becomes(storage, 'locked')
  expect(await storage.candles.read(all)).toHaveLength(3)
  other.exec('rollback')
  other.close()
  expect(await outcome).toBe('stored')
  await becomes(storage, 'ready')
})

it('starts its thread again when it dies, and what was under way is written', async () => {
  let worker: Worker | undefined
  const storage = await open({
    spawn: () => {
      worker = new Worker(new URL('./sqlite-worker.js', import.meta.url))
      return worker
    },
  })
  for (let round = 0; round < 3; round++) {
    const before = worker
    const outcome = storage.candles.upsert(candlesOf(2_000))
    await before?.terminate()
    expect(await outcome).toBe('stored')
    expect(worker).not.toBe(before)
    expect(await storage.candles.read(all)).toHaveLength(2_000)
  }
})

it('gives instruments new numbers when the file was exchanged meanwhile', async () => {
  const file = newFile()
  let worker: Worker | undefined
  const storage = await open({
    file,
    spawn: () => {
      if (worker) for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true })
      worker = new Worker(new URL('./sqlite-worker.js', import.meta.url))
      return worker
    },
  })
  await storage.candles.upsert([candle(0), candle(0, { instrument: eth })])
  await worker?.terminate()
  expect(await storage.candles.upsert([candle(1, { instrument: eth })])).toBe('stored')
  await storage.close()
  const again = await open({ file })
  expect(await again.candles.read({ ...all, instrument: eth })).toHaveLength(1)
  expect(await again.candles.read(all)).toEqual([])
})

it('opens beside a file that is no database, and says so', async () => {
  const file = newFile()
  writeFileSync(file, 'This is a letter to my aunt, not a database. '.repeat(500))
  const storage = await open({ file })
  expect(storage.health()).toMatchObject({
    state: 'corrupt',
    trouble: expect.stringMatching(/backup/),
  })
  await expect(storage.candles.read(all)).rejects.toThrow(StorageError)
  const outcome = storage.candles.upsert(candlesOf(3))
  rmSync(file)
  expect(await outcome).toBe('stored')
})

it('finds damage when a file is opened', async () => {
  const file = newFile()
  const first = await open({ file })
  await first.candles.upsert(candlesOf(5_000))
  await first.close()
  const handle = openSync(file, 'r+')
  const bytes = statSync(file).size
  writeSync(handle, Buffer.alloc(4_096 * 5, 0xab), 0, 4_096 * 5, 4_096 * Math.floor(bytes / 8_192))
  closeSync(handle)
  const storage = await open({ file })
  expect(storage.health().state).toBe('corrupt')
})

it('drops the oldest seconds first when its buffer is full, and counts them', async () => {
  const file = newFile()
  const storage = await open({ file, busyTimeoutMs: 0, buffer: { maxWaiting: 100, maxTaken: 10 } })
  const other = new Database(file)
  other.exec('begin immediate')
  const second = (n: number) => candle(n, { interval: '1s', time: start + n * 1_000 })
  const first = storage.candles.upsert([candle(0)])
  await becomes(storage, 'locked')
  const seconds = Array.from({ length: 100 }, (_, n) => storage.candles.upsert([second(n)]))
  const minutes = storage.candles.upsert(Array.from({ length: 40 }, (_, n) => candle(n + 1)))
  expect(storage.health()).toMatchObject({ waiting: 101, dropped: 40 })
  other.exec('rollback')
  other.close()
  expect([await first, await minutes]).toEqual(['stored', 'stored'])
  const outcomes = await Promise.all(seconds)
  expect(outcomes.slice(0, 40)).toEqual(Array(40).fill('dropped'))
  expect(outcomes.slice(40)).toEqual(Array(60).fill('stored'))
  expect(await storage.candles.read({ ...all, interval: '1s' })).toHaveLength(60)
  expect(await storage.candles.read(all)).toHaveLength(41)
})

it('brings a database of the first version to the newest, its candles kept', async () => {
  const file = newFile()
  const old = new Database(file)
  old.exec(readFileSync(new URL('./testing/version-1.sql', import.meta.url), 'utf8'))
  old.close()
  const storage = await open({ file })
  expect(storage.health().state).toBe('ready')
  expect(await storage.candles.read(all)).toEqual([0, 1, 2].map((n) => seen(candle(n))))
  await storage.documents.write('catalogue', '{}')
  expect(await storage.candles.upsert([candle(3)])).toBe('stored')
  expect(await storage.candles.read(all)).toHaveLength(4)
})

it('leaves a database of a newer version alone', async () => {
  const file = newFile()
  await (await open({ file })).close()
  const newer = new Database(file)
  newer.prepare('insert into kysely_migration values (?, ?)').run('9999-future', 'then')
  newer.close()
  const storage = await open({ file })
  expect(storage.health()).toMatchObject({
    state: 'too-new',
    trouble: expect.stringMatching(/newer/),
  })
})

it('backs up while it is written to: what was there before the start is in the copy', async () => {
  const storage = await open()
  await storage.candles.upsert(candlesOf(50_000))
  await storage.documents.write('catalogue', '{}')
  const copy = newFile()
  let done = false
  const backup = storage.backup(copy).finally(() => {
    done = true
  })
  let n = 50_000
  while (!done) await storage.candles.upsert([candle(n++)])
  await backup
  expect(existsSync(`${copy}.unfinished`)).toBe(false)
  const restored = await open({ file: copy })
  const candles = await restored.candles.read({ ...all, to: start + 49_999 * minute })
  expect(candles).toHaveLength(50_000)
  expect(await restored.documents.read('catalogue')).toBe('{}')
})

it('says why a backup can’t be made, and goes on', async () => {
  const storage = await open()
  await expect(storage.backup(join(folder, 'nowhere', 'copy.db'))).rejects.toThrow(StorageError)
  expect(storage.health().state).toBe('ready')
})

it('gives space back to the disk when much was removed', async () => {
  const file = newFile()
  const storage = await open({ file })
  await storage.candles.upsert(candlesOf(60_000))
  await storage.candles.upsert([])
  const before = pagesOf(file)
  await storage.candles.prune({ interval: '1m', before: start + 59_000 * minute })
  expect(pagesOf(file)).toBeLessThan(Math.max(2_100, before))
  expect(await storage.candles.read(all)).toHaveLength(1_000)
})

function pagesOf(file: string): number {
  const other = new Database(file, { readonly: true })
  const pages = Number(other.pragma('page_count', { simple: true }))
  other.close()
  return pages
}
