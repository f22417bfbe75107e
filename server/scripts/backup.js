import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensurePackages, root, say } from './install.js'

// `npm run backup <file>`: a copy of the database in EBB_DATA, checked, while the server goes on.
ensurePackages()
const { backUp } = await import('../storage/backup.js')
const { databaseName } = await import('../storage/file-name.js')

const to = process.argv[2]
const from = join(resolve(root, process.env.EBB_DATA || './data'), databaseName)
const wrong = fault()
if (wrong === undefined) {
  try {
    const { bytes } = await backUp({ from, to: resolve(process.env.INIT_CWD ?? '.', to ?? '') })
    say(`${to} holds a checked copy of ${from}, ${(bytes / 2 ** 20).toFixed(1)} MB.`)
  } catch (error) {
    say(`the backup failed: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
} else {
  say(wrong)
  process.exitCode = 1
}

function fault() {
  if (process.env.DATABASE_URL) {
    return 'the data is in PostgreSQL, which makes its own backups: pg_dump --format=custom --file=<file> "$DATABASE_URL"'
  }
  if (to === undefined) return 'name the file to write: npm run backup <file>'
  if (!existsSync(from)) return `there is no database at ${from}. EBB_DATA names its folder.`
  return undefined
}
