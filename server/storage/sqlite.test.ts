import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
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
