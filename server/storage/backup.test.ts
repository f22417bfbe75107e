import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { openSqlite } from './sqlite.ts'
import { btc, candle, candlesOf, minute, quiet, start } from './testing/candles.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const script = fileURLToPath(new URL('../scripts/backup.js', import.meta.url))

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const env = {
    ...process.env,
    DATABASE_URL: '',
    INIT_CWD: folder,
    EBB_DATA: folder,
    ...environment,
  }
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env })
}

it('copies the database of a server that goes on writing', async () => {
  const storage = await openSqlite({ file: join(folder, 'ebb.db'), log: quiet })
  await storage.candles.upsert(candlesOf(20_000))
  await storage.candles.upsert([])
  // The script blocks this process, but not SQLite's thread: that writes meanwhile.
  const meanwhile = storage.candles.upsert(
    Array.from({ length: 20_000 }, (_, n) => candle(20_000 + n)),
  )
  writeFileSync(join(folder, 'copy.db'), 'an older copy')
  expect(run(['copy.db'])).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/copy\.db holds/),
  })
  expect(await meanwhile).toBe('stored')
  await storage.close()

  const copy = await openSqlite({ file: join(folder, 'copy.db'), log: quiet })
  const before = { to: start + 19_999 * minute, limit: 1e5 }
  const candles = await copy.candles.read({ instrument: btc, interval: '1m', ...before })
  expect(candles).toHaveLength(20_000)
  await copy.close()
  expect(existsSync(join(folder, 'copy.db.unfinished'))).toBe(false)
})

it('says what is missing', () => {
  expect(run([])).toMatchObject({ status: 1, stderr: expect.stringMatching(/name the file/) })
  const elsewhere = run(['copy.db'], { EBB_DATA: join(folder, 'nowhere') })
  expect(elsewhere).toMatchObject({ status: 1, stderr: expect.stringMatching(/no database at/) })
  const postgres = run(['copy.db'], { DATABASE_URL: 'postgres://localhost/ebb' })
  expect(postgres).toMatchObject({ status: 1, stderr: expect.stringMatching(/pg_dump/) })
  const nowhere = run([join('missing', 'copy.db')])
  expect(nowhere).toMatchObject({ status: 1, stderr: expect.stringMatching(/the backup failed/) })
})
