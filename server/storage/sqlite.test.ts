import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openSqlite } from './sqlite.ts'
import { accountsContract } from './testing/accounts-contract.ts'
import { quiet } from './testing/candles.ts'
import { recordsContract } from './testing/records-contract.ts'
import { rulesContract } from './testing/rules-contract.ts'
import { storageContract } from './testing/storage-contract.ts'
import { tellingContract } from './testing/telling-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

const place = async () => {
  const file = join(folder, `${++files}.db`)
  return { open: () => openSqlite({ file, log: quiet }) }
}
storageContract(place)
accountsContract(place)
recordsContract(place)
rulesContract(place)
tellingContract(place)

it('keeps its log short, whatever is written', async () => {
  const file = join(folder, 'log.db')
  const storage = await openSqlite({ file, log: quiet })
  const pageBytes = 4_096
  const text = 'x'.repeat(20 * pageBytes)
  for (let n = 0; n < 150; n++) await storage.documents.write(`document ${n}`, text)
  // 3,000 pages were written: 1,000 may wait to be put into the file.
  expect(statSync(`${file}-wal`).size).toBeLessThan(1_100 * pageBytes)
  expect(statSync(file).size).toBeGreaterThan(1_900 * pageBytes)
  await storage.close()
})
