import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import type { Log } from '../operations/log.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Scaled, Storage, StoredCandle } from '../storage/storage.ts'

export interface StorageResult {
  rows: number
  fileMb: number
  /** Milliseconds, each in ascending order. */
  opening: number[]
  dayRead: number[]
  batch: number[]
  /** Of the event loop while batches and reads go on at the same time, ms; an idle one shows 1. */
  loopP50Ms: number
  loopP99Ms: number
  batchUnderLoad: number[]
  readUnderLoad: number[]
}

const instruments: Scaled[] = Array.from({ length: 200 }, (_, n) => ({
  id: `BINANCE:B${n}USDT`,
  decimals: 2,
  sizeDecimals: 5,
}))
const minute = 60_000
const day = 1_440
const days = 30
const start = Date.UTC(2024, 0, 1)
const batchesPerSecond = 80
const loadSeconds = 10

export const quiet: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (_, message) => console.error(message),
}

export const storageWork = `SQLite on a file with ${days} days of minutes of ${instruments.length} instruments. A day is 1,440 minutes of one instrument, at random; a batch is a minute of each instrument, and counts until it is on disk. Under load: ${batchesPerSecond} batches a second for ${loadSeconds} s, a day read with each.`

export async function storageBench(say: (line: string) => void): Promise<StorageResult> {
  const folder = await mkdtemp(join(tmpdir(), 'ebb-bench-'))
  try {
    const file = join(folder, 'ebb.db')
    say('storage: writing 8.6 million candles …')
    await fill(file)
    const opening = await timed(5, async () => (await openSqlite({ file, log: quiet })).close())
    const storage = await openSqlite({ file, log: quiet })
    const dayRead = await timed(500, () => readDay(storage))
    say(`storage: a day is read in ${quantile(dayRead, 0.5).toFixed(2)} ms`)
    let n = days * day
    const batch = await timed(300, () => storage.candles.upsert(minuteOfAll(n++)))
    say(`storage: a batch is on disk in ${quantile(batch, 0.5).toFixed(2)} ms`)
    const load = await underLoad(storage, n)
    await storage.close()
    const { size } = await stat(file)
    const rows = instruments.length * days * day
    return { rows, fileMb: size / 2 ** 20, opening, dayRead, batch, ...load }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The history, made inside SQLite; durability doesn't matter yet. */
export async function fill(file: string): Promise<void> {
  const storage = await openSqlite({ file, log: quiet })
  await storage.candles.upsert(minuteOfAll(0))
  await storage.close()
  const db = new Database(file)
  db.pragma('synchronous = off')
  const insert = db.prepare(`insert or replace into candles
    with recursive n(i) as (select 0 union all select i + 1 from n where i < ${days * day - 1})
    select ?, 60, ${start / 1_000} + i * 60,
      6000000 + i % 9973, 6000500 + i % 9973, 5999500 + i % 9973, 6000100 + i % 9973,
      1000000 + i % 99991, 2, 5, 3 from n`)
  for (const { key } of db.prepare<[], { key: number }>('select key from instruments').all()) {
    insert.run(key)
  }
  db.pragma('wal_checkpoint(truncate)')
  db.close()
}

function minuteOfAll(n: number): StoredCandle[] {
  return instruments.map((instrument, index) => ({
    instrument,
    interval: '1m',
    time: start + n * minute,
    open: 6_000_000 + index,
    high: 6_000_500 + index,
    low: 5_999_500 + index,
    close: 6_000_100 + index,
    volume: 1_000_000 + n,
    source: 'live',
    partial: false,
  }))
}

async function readDay(storage: Storage): Promise<void> {
  const instrument = instruments[Math.floor(Math.random() * instruments.length)]
  if (instrument === undefined) return
  const from = start + Math.floor(Math.random() * (days - 1)) * day * minute
  const query = {
    instrument,
    interval: '1m',
    from,
    to: from + day * minute - 1,
    limit: day,
  } as const
  const candles = await storage.candles.read(query)
  if (candles.length !== day) throw new Error(`A day has ${candles.length} minutes.`)
}

type Load = Pick<StorageResult, 'loopP50Ms' | 'loopP99Ms' | 'batchUnderLoad' | 'readUnderLoad'>

async function underLoad(storage: Storage, first: number): Promise<Load> {
  const batchUnderLoad: number[] = []
  const readUnderLoad: number[] = []
  const running: Promise<void>[] = []
  const loop = monitorEventLoopDelay({ resolution: 1 })
  const begunAt = performance.now()
  loop.enable()
  for (let n = 0; n < batchesPerSecond * loadSeconds; n++) {
    const due = begunAt + (n * 1_000) / batchesPerSecond
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    running.push(clock(batchUnderLoad, () => storage.candles.upsert(minuteOfAll(first + n))))
    running.push(clock(readUnderLoad, () => readDay(storage)))
  }
  await Promise.all(running)
  loop.disable()
  return {
    loopP50Ms: loop.percentile(50) / 1e6,
    loopP99Ms: loop.percentile(99) / 1e6,
    batchUnderLoad: batchUnderLoad.sort(ascending),
    readUnderLoad: readUnderLoad.sort(ascending),
  }
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let n = 0; n < times; n++) await clock(taken, work)
  return taken.sort(ascending)
}

async function clock(into: number[], work: () => Promise<unknown>): Promise<void> {
  const begunAt = performance.now()
  await work()
  into.push(performance.now() - begunAt)
}

const ascending = (a: number, b: number) => a - b

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function storageTable(result: StorageResult): string {
  const line = (name: string, values: readonly number[]) =>
    `| ${name} | ${quantile(values, 0.5).toFixed(2)} | ${quantile(values, 0.99).toFixed(2)} |`
  return [
    '| milliseconds | p50 | p99 |',
    '|---|--:|--:|',
    line('opening the file', result.opening),
    line('reading a day', result.dayRead),
    line('storing a batch of 200', result.batch),
    line('reading a day, under load', result.readUnderLoad),
    line('storing a batch, under load', result.batchUnderLoad),
    `| event loop, under load (1 when idle) | ${result.loopP50Ms.toFixed(2)} | ${result.loopP99Ms.toFixed(2)} |`,
    '',
    `${result.rows.toLocaleString('en-US')} candles in ${result.fileMb.toFixed(0)} MB.`,
  ].join('\n')
}
