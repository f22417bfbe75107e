import { createSignal } from 'solid-js'
import type { Archive } from '../../db/archive.ts'
import { type Records, recordKinds } from '../../db/records.ts'
import type { Backup } from './backup.ts'
import { takeChoices } from './choices.ts'
import { type Difference, differenceOf } from './difference.ts'
import {
  type Checks,
  type ItemProblem,
  maxFileBytes,
  type Refusal,
  readBackup,
} from './read-backup.ts'

/*
 *   none ── a file is chosen ──▶ refused ── another file ──▶ …
 *     ▲                     └──▶ read ── taken ──▶ taken
 *     │                           │          └───▶ failed ── tried again ──▶ …
 *     └────────── put away ───────┘
 */
export type Restoring =
  | { phase: 'none' }
  | { phase: 'refused'; why: Refusal }
  /** What it would change is known, and nothing is changed yet. */
  | {
      phase: 'read'
      backup: Backup
      differences: readonly Difference[]
      problems: readonly ItemProblem[]
    }
  | { phase: 'taken' }
  /** The device didn't keep it; what was kept before it failed stays, and taking it again does no harm. */
  | { phase: 'failed'; backup: Backup }

/** Brings back what a backup holds, once it was shown what that is. */
export function createRestoring(options: {
  records: Records
  openArchive(): Promise<Archive>
  checks: Checks
  onTrouble(error: unknown): void
}) {
  const { records, openArchive, checks } = options
  const [state, setState] = createSignal<Restoring>({ phase: 'none' })

  async function read(file: File): Promise<void> {
    if (file.size > maxFileBytes) {
      setState({ phase: 'refused', why: 'too-large' })
      return
    }
    // A file that is gone since it was chosen can't be read either.
    const text = await file.text().catch(() => '')
    const reading = readBackup(text, checks)
    if (reading.type === 'refused') {
      setState({ phase: 'refused', why: reading.why })
      return
    }
    const here = await Promise.all(recordKinds.map((kind) => records.all(kind).catch(() => [])))
    const { backup, problems } = reading
    const differences = differenceOf(here.flat(), backup.records)
    setState({ phase: 'read', backup, differences, problems })
  }

  async function take(): Promise<void> {
    const current = state()
    if (current.phase !== 'read' && current.phase !== 'failed') return
    const { backup } = current
    try {
      await records.put(backup.records)
      const archive = await openArchive()
      await archive.merge({ settings: Object.entries(backup.settings), usage: backup.usage })
      takeChoices(backup.choices)
      setState({ phase: 'taken' })
    } catch (error) {
      options.onTrouble(error)
      setState({ phase: 'failed', backup })
    }
  }

  return { state, read, take, cancel: () => setState({ phase: 'none' }) }
}
