import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect } from 'vitest'
import type { Storage } from '../storage.ts'
import { btc, candle, minute, seen, start } from './candles.ts'
import { batchSize, type Target } from './crash-plan.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Starts a process that ingests, kills it in the middle, and again; the batches that were acknowledged. */
export async function killIngest(target: Target, times: number): Promise<Set<number>> {
  const folder = mkdtempSync(here('../../../node_modules/.ebb-ingest-'))
  try {
    const program = await buildIngest(folder)
    return await killEach(() => launch(program), { target, times })
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** As the server is built, because twenty starts from source would take most of a minute. */
async function buildIngest(outDir: string): Promise<string> {
  const input = { ingest: here('./ingest.ts'), 'sqlite-worker': here('../sqlite-worker.js') }
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: ['kysely'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input,
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  })
  writeFileSync(join(outDir, 'package.json'), '{ "type": "module" }')
  return join(outDir, 'ingest.js')
}

async function killEach(
  start: () => ChildProcess,
  { target, times }: { target: Target; times: number },
): Promise<Set<number>> {
  const acknowledged = new Set<number>()
  let child = start()
  for (let round = 1; round <= times; round++) {
    // The next one starts while this one works: its start is most of what this takes.
    const next = round < times ? start() : undefined
    const enough = 1 + ((round * 7) % 20)
    await untilAcknowledged(child, { target, enough, acknowledged })
    if (next) child = next
  }
  return acknowledged
}

function launch(program: string): ChildProcess {
  return fork(program, { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
}

async function untilAcknowledged(
  child: ChildProcess,
  run: { target: Target; enough: number; acknowledged: Set<number> },
): Promise<void> {
  const { stdout } = child
  if (stdout === null) throw new Error('The child has no standard output.')
  const ended = once(child, 'close')
  let heard = 0
  createInterface({ input: stdout }).on('line', (line) => {
    run.acknowledged.add(Number(line))
    if (++heard === run.enough) child.kill('SIGKILL')
  })
  child.send(run.target)
  const [code, signal] = await ended
  if (signal !== 'SIGKILL') throw new Error(`The process that ingests ended by itself: ${code}.`)
}

/** No acknowledged candle is missing, none torn, none twice, and each batch is there whole or not at all. */
export async function expectNothingLost(
  storage: Storage,
  acknowledged: ReadonlySet<number>,
): Promise<void> {
  const stored = await storage.candles.read({ instrument: btc, interval: '1m', limit: 1e6 })
  const counts = new Map<number, number>()
  for (const each of stored) {
    const n = (each.time - start) / minute
    expect(each).toEqual(seen(candle(n)))
    const batch = Math.floor(n / batchSize)
    counts.set(batch, (counts.get(batch) ?? 0) + 1)
  }
  expect(new Set(counts.values())).toEqual(new Set([batchSize]))
  expect([...acknowledged].filter((batch) => !counts.has(batch))).toEqual([])
  expect(new Set(stored.map(({ time }) => time)).size).toBe(stored.length)
}
