import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { makeWatcher, type Watcher } from '../alerts/watcher.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { writeRules } from './alert-rules.ts'
import type { AlertsResult } from './alerts.ts'
import {
  instruments,
  nextTrade,
  pastOf,
  seeded,
  startPrice,
  tradesPerSecond,
} from './alerts-market.ts'
import { elapse } from './machine.ts'
import { quiet } from './storage.ts'

// A process of its own: the watcher alone with its rules, and SQLite's thread.
/** The collector has much to go through after loading. */
const warmUpMs = 8_000
const measureMs = 20_000
/** How often it is looked which trades are due. */
const everyMs = 0.25
const folder = await mkdtemp(join(tmpdir(), 'ebb-bench-'))
try {
  process.send?.(await run(join(folder, 'ebb.db')))
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.disconnect?.()

async function run(file: string): Promise<AlertsResult> {
  await (await openSqlite({ file, log: quiet })).close()
  writeRules(file)
  const storage = await openSqlite({ file, log: quiet })
  const bySymbol = new Map(instruments.map((instrument) => [instrument.symbol, instrument]))
  /** When the trade that each notification tells of was due. */
  const dueAt = new Map<string, number>()
  let latencies: number[] = []
  /** Until the last firing of each trade was claimed, by when the trade was due. */
  const byTrade = new Map<number, number>()
  let ids = 0
  let due = 0
  const watcher = makeWatcher({
    rules: storage.alerts.rules,
    resolve: (symbol) => bySymbol.get(symbol),
    past: async (instrument) => pastOf(instruments.indexOf(instrument)),
    close: async () => startPrice,
    seen: () => ({ last: startPrice, bid: undefined, ask: undefined, ...timed(Date.now()) }),
    newId() {
      const id = `n${++ids}`
      dueAt.set(id, due)
      return id
    },
    now: Date.now,
    onClaimed({ notification: { id } }) {
      const tradedAt = dueAt.get(id) ?? Number.NaN
      const latency = performance.now() - tradedAt
      latencies.push(latency)
      byTrade.set(tradedAt, latency)
      dueAt.delete(id)
    },
    onTrouble: (error) => console.error(error),
    onUnfit: ({ id }, offMs) => console.error(`${id} is off by ${offMs} ms.`),
  })
  const loadingAt = performance.now()
  await watcher.load()
  const loadSeconds = (performance.now() - loadingAt) / 1_000
  const driven = drive(watcher, (at) => {
    due = at
  })
  await elapse(warmUpMs)
  latencies = []
  byTrade.clear()
  driven.begin()
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await elapse(measureMs)
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - startedAt) / 1_000
  const sorted = ascending(latencies)
  const trades = ascending([...byTrade.values()])
  const residentMb = process.memoryUsage.rss() / 2 ** 20
  const { fed, late } = driven.stop()
  await watcher.stop()
  await storage.close()
  const disk = plainWrites(`${file}.plain`)
  return {
    loadSeconds,
    load: (user + system) / 1e6 / seconds,
    tradesPerSecond: fed / seconds,
    lateP50Ms: at(late, 0.5),
    lateP99Ms: at(late, 0.99),
    firedPerSecond: sorted.length / seconds,
    p50Ms: at(sorted, 0.5),
    p99Ms: at(sorted, 0.99),
    worstMs: at(sorted, 1),
    firingTrades: trades.length,
    tradeP50Ms: at(trades, 0.5),
    tradeP99Ms: at(trades, 0.99),
    diskP50Ms: at(disk, 0.5),
    diskP99Ms: at(disk, 0.99),
    residentMb,
  }
}

/** Feeds a seeded walk of each instrument, evenly spread. `due` says when the next trade was due. */
function drive(watcher: Watcher, due: (at: number) => void): Drive {
  const random = seeded(5)
  const prices = instruments.map(() => startPrice)
  const asked = new Int32Array(new SharedArrayBuffer(4))
  const startedAt = performance.now()
  let late: number[] = []
  let count = 0
  let counted = 0
  const clock = new Worker(new URL('./alerts-clock.js', import.meta.url), {
    workerData: { everyMs, asked },
  })
  clock.on('message', () => {
    Atomics.store(asked, 0, 0)
    const now = performance.now()
    for (let dueAt = dueOf(count); dueAt <= now; dueAt = dueOf(count)) {
      const index = count % instruments.length
      count++
      const { price, size } = nextTrade(prices[index] ?? startPrice, random)
      prices[index] = price
      const instrument = instruments[index]
      if (instrument === undefined) continue
      due(dueAt)
      late.push(now - dueAt)
      const time = Date.now()
      const { id: of } = instrument
      const [side, id] = [undefined, undefined]
      watcher.trade({ instrument: of, price, size, side, id, time, receivedAt: time })
    }
  })
  const dueOf = (n: number) => startedAt + (n * 1_000) / tradesPerSecond
  const sweeping = setInterval(() => watcher.sweep(), 1_000)
  return {
    begin() {
      late = []
      counted = count
    },
    stop() {
      void clock.terminate()
      clearInterval(sweeping)
      return { fed: count - counted, late: ascending(late) }
    },
  }
}

interface Drive {
  /** What was handed over so far was for warming up. */
  begin(): void
  stop(): {
    fed: number
    /** After each trade was due, until it was handed over, ascending, ms. */
    late: number[]
  }
}

/** How long this disk takes to make 32 KB durable, ascending, ms. */
function plainWrites(file: string): number[] {
  const block = Buffer.alloc(32_768)
  const descriptor = openSync(file, 'w')
  const took = Array.from({ length: 500 }, () => {
    const from = performance.now()
    writeSync(descriptor, block)
    fdatasyncSync(descriptor)
    return performance.now() - from
  })
  closeSync(descriptor)
  return ascending(took)
}

function ascending(all: readonly number[]): number[] {
  return [...all].sort((a, b) => a - b)
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}

function timed(now: number) {
  return { time: now, receivedAt: now }
}
