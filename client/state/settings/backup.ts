import type { Archive } from '../../db/archive.ts'
import { type Records, recordKinds, type StoredRecord } from '../../db/records.ts'
import { progressKey } from '../../db/sync-store.ts'
import type { UsageDay } from '../../engine/usage.ts'
import { carriedKey } from '../sync/carried.ts'
import { readChoices } from './choices.ts'

/*
 * History: 1, the first.
 */
export const backupVersion = 1
export const backupFormat = 'ebb-backup'

/**
 * Everything of a person's own in one JSON file:
 *
 *   format    "ebb-backup"
 *   version   1; a file of a higher one is refused by whoever doesn't know it
 *   madeAt    when, ISO 8601
 *   records   watchlists, groups, entries and holdings, each with `kind`, `id`, `changedAt` (epoch ms),
 *             `deleted` and `value`; what was deleted too, so that it stays deleted elsewhere
 *   choices   what is chosen in the settings, text by name
 *   settings  what is chosen elsewhere (charts, searches), by name
 *   usage     what the app has used, a day each
 *
 * Prices and candles are not in it: the server has them.
 */
export interface Backup {
  format: typeof backupFormat
  version: typeof backupVersion
  madeAt: string
  records: StoredRecord[]
  choices: Record<string, string>
  settings: Record<string, unknown>
  usage: UsageDay[]
}

/** Copies of what the server has, which are kept among the settings for a first paint. */
export const copies: readonly string[] = ['sparklines', 'last-known', 'trades']
/** How far this device and the server have told each other of everything; of no use on another. */
const ofSync: readonly string[] = [progressKey, carriedKey]

export async function makeBackup(
  { records, openArchive }: { records: Records; openArchive(): Promise<Archive> },
  now: number,
): Promise<Backup> {
  const [owned, carried] = await Promise.all([
    Promise.all(recordKinds.map((kind) => records.all(kind))),
    openArchive().then((archive) => archive.read()),
  ])
  return {
    format: backupFormat,
    version: backupVersion,
    madeAt: new Date(now).toISOString(),
    records: owned.flat().map(({ knownTo: _, ...record }) => record),
    choices: readChoices(),
    settings: Object.fromEntries(
      carried.settings.filter(([key]) => ![...copies, ...ofSync].includes(key)),
    ),
    usage: [...carried.usage],
  }
}

/** As a file that a person recognises: `ebb-2026-11-22.json`. */
export function fileOf(backup: Backup): File {
  const name = `ebb-${backup.madeAt.slice(0, 10)}.json`
  return new File([JSON.stringify(backup, null, 1)], name, { type: 'application/json' })
}
