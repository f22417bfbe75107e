import type { Settings } from '../../db/settings.ts'
import type { SyncedRecord } from '../../db/sync-store.ts'

/** Among the settings of the device: each choice as it was when it last went along, by name. */
export const carriedKey = 'carried'

/** Where choices are kept on the device, each a text under a name of its own. */
export interface Choices {
  read(): Promise<Readonly<Record<string, string>>>
  /** Puts them in the place of those that are here, for all to see at once. */
  take(choices: Readonly<Record<string, string>>): Promise<void>
}

/** The records of choices, on the device. */
export interface ChoiceRecords {
  all(): Promise<SyncedRecord[]>
  put(records: readonly SyncedRecord[]): Promise<void>
}

/** A choice that was made before anything went along: nobody knows when, so that any other is newer. */
const longAgo = 1

/**
 * Choices are kept where the first paint finds them, without a time, and go along as records of the
 * kind `setting`. What was chosen is told from what came by the text both had in common last:
 *
 *   here ≠ last      chosen here since: its record becomes what is here, of now
 *   record ≠ last    chosen elsewhere: what is here becomes the record's
 *
 * Called before a round, so that what was chosen here goes with it, and after, so that what came is seen.
 */
export async function reconcileChoices({
  choices,
  records,
  settings,
  now,
}: {
  choices: Choices
  records: ChoiceRecords
  settings: Settings
  now(): number
}): Promise<void> {
  const [here, all, kept] = await Promise.all([
    choices.read(),
    records.all(),
    settings.get(carriedKey),
  ])
  const last = readTexts(kept)
  const byName = new Map(all.map((record) => [record.id, record]))

  const chosen: SyncedRecord[] = []
  const came: Record<string, string> = {}
  for (const [name, text] of Object.entries(here)) {
    const record = byName.get(name)
    if (text === last[name] || text === record?.value) continue
    // Without a common text this device is new to it: whoever has chosen before has the say.
    if (last[name] === undefined && record !== undefined) continue
    const changedAt = last[name] === undefined ? longAgo : now()
    chosen.push({
      ...{ kind: 'setting', id: name, deleted: false, value: text },
      changedAt: Math.max(changedAt, (record?.changedAt ?? 0) + 1),
    })
  }
  const isChosen = new Set(chosen.map(({ id }) => id))
  for (const { id, value } of all) {
    if (typeof value === 'string' && value !== here[id] && !isChosen.has(id)) came[id] = value
  }
  if (chosen.length > 0) await records.put(chosen)
  if (Object.keys(came).length > 0) await choices.take(came)
  const common = { ...last, ...here, ...came }
  if (JSON.stringify(common) !== JSON.stringify(last)) await settings.set(carriedKey, common)
}

function readTexts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}
