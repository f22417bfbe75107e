import { writeSync } from 'node:fs'
import type { Storage } from '../storage.ts'
import { btc, candle, minute, quiet, start } from './candles.ts'
import { batchSize, type Target } from './crash-plan.ts'

// A server that does nothing but store, to be killed: tells the number of each batch on standard
// output when it is acknowledged. Begins when it is told what to open.
const underWay = 4

process.once('message', async (target: Target) => {
  const storage = await open(target)
  const coverage = await storage.candles.coverage(btc.id, '1m')
  const rows = coverage ? (coverage.newest - start) / minute + 1 : 0
  let next = Math.ceil(rows / batchSize)

  async function ingest(): Promise<never> {
    for (;;) {
      const batch = next++
      const candles = Array.from({ length: batchSize }, (_, n) => candle(batch * batchSize + n))
      if ((await storage.candles.upsert(candles)) === 'stored') writeSync(1, `${batch}\n`)
    }
  }
  for (let n = 0; n < underWay; n++) void ingest()
})
process.on('disconnect', () => process.exit())

async function open(target: Target): Promise<Storage> {
  if (target.engine === 'sqlite') {
    const { openSqlite } = await import('../sqlite.ts')
    return openSqlite({ file: target.file, log: quiet })
  }
  const { openPostgres } = await import('../postgres.ts')
  return openPostgres({ url: target.url, log: quiet })
}
