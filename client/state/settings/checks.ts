import { parseLot } from '../portfolio/lot.ts'
import { parseEntry, parseGroup, parseList } from '../watchlists/items.ts'
import type { Checks } from './read-backup.ts'

/** Each kind of thing is what those who show it take it for. */
export const backupChecks: Checks = {
  list: (value) => parseList(value) !== undefined,
  group: (value) => parseGroup(value) !== undefined,
  entry: (value) => parseEntry(value) !== undefined,
  holding: (value) => parseLot(value) !== undefined,
}
