import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Notice } from '../../../shared/notice.ts'
import type { Records } from '../../db/records.ts'
import type { Settings } from '../../db/settings.ts'
import type { SyncStore } from '../../db/sync-store.ts'
import { recordsServer } from './ask-records.ts'
import { reconcileChoices } from './carried.ts'
import { makeCarriedChoices } from './carried-choices.ts'
import { inTurn } from './in-turn.ts'
import { type Outcome, syncRound } from './round.ts'
import { makeSyncing, type SyncPhase } from './syncing.ts'

export interface SyncOptions {
  store: SyncStore
  records: Records
  settings: Settings
  /** All that is chosen in the settings, to be read reactively. */
  choices(): unknown
  visible(): boolean
  /** Whether prices come: then the server is there again. */
  connected(): boolean
  onStanding(heard: (notice: Notice) => void): () => void
  onEnded(): void
  onTrouble(error: unknown): void
}

/** Keeps what the user owns the same on all of their devices, for as long as its owner lives. */
export function startSync(options: SyncOptions) {
  const { store, records, settings, visible, connected } = options
  const [phase, setPhase] = createSignal<SyncPhase>({ name: 'busy' })

  const choices = makeCarriedChoices(settings)
  const reconcile = () =>
    reconcileChoices({ choices, records: store.choices, settings, now: Date.now })
  async function round(): Promise<Outcome> {
    await reconcile()
    const outcome = await syncRound(store, recordsServer)
    await reconcile()
    return outcome
  }
  const syncing = makeSyncing({
    round,
    inTurn,
    show: setPhase,
    onEnded: options.onEnded,
    onTrouble: options.onTrouble,
    now: Date.now,
    random: Math.random,
  })
  onCleanup(syncing.stop)

  onCleanup(
    records.listen(async () => {
      // What has just come from the server is not told to it again.
      if (await store.hasChanges().catch(() => false)) syncing.changed()
    }),
  )
  createEffect(on(options.choices, syncing.changed, { defer: true }))
  // What was changed last goes along before the page is frozen.
  createEffect(() => (visible() ? syncing.hurry() : syncing.leave()))
  createEffect(on(connected, (isThere) => isThere && visible() && syncing.hurry(), { defer: true }))
  addEventListener('online', syncing.hurry)
  onCleanup(() => removeEventListener('online', syncing.hurry))
  onCleanup(
    options.onStanding(async (notice) => {
      if (notice.type !== 'standing') return
      const known = await store.sequence(notice.user).catch(() => 0)
      if (notice.records > known) syncing.hurry()
    }),
  )

  return { phase, now: syncing.hurry }
}

export type Sync = ReturnType<typeof startSync>
