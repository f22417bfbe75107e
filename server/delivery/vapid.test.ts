import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../storage/sqlite.ts'
import { quiet } from '../storage/testing/candles.ts'
import { makeVapid } from './vapid.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-vapid-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function documentsOf(file: string) {
  const storage = await openSqlite({ file: join(folder, file), log: quiet })
  onTestFinished(() => storage.close())
  return storage.documents
}

it('makes keys once: servers that start at the same time, and later ones, have the same', async () => {
  const documents = await documentsOf('same.db')
  const server = () => makeVapid({ documents, chosen: undefined })()
  const all = await Promise.all([server(), server(), server()])
  const [first] = all
  expect(all).toEqual([first, first, first])
  expect(await server()).toEqual(first)
  expect(Buffer.from(first?.publicKey ?? '', 'base64url')).toHaveLength(65)
})

it('takes the operator’s keys first, and leaves those that are kept', async () => {
  const documents = await documentsOf('chosen.db')
  const kept = await makeVapid({ documents, chosen: undefined })()
  const chosen = { publicKey: 'ours', privateKey: 'secret' }
  expect(await makeVapid({ documents, chosen })()).toEqual(chosen)
  expect(await makeVapid({ documents, chosen: undefined })()).toEqual(kept)
})
