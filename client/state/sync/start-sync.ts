import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { Records } from '../../db/records.ts'
import type { Settings } from '../../db/settings.ts'
import type { SyncStore } from '../../db/sync-store.ts'
import type { LiveStatus } from '../../engine/live.ts'
import { isConnected } from '../connection/connection.ts'
import type { Notices } from '../notices.ts'
import type { createPreferences } from '../preferences.ts'
import type { createAppearance } from '../settings/appearance.ts'
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
  preferences: ReturnType<typeof createPreferences>
  appearance: ReturnType<typeof createAppearance>
  visible(): boolean
  status(): LiveStatus | undefined
  notices: Pick<Notices, 'onStanding'>
  keeping: { report(error: unknown): void }
  onEnded(): void
}

/** Keeps what the user owns the same on all of their devices, for as long as its owner lives. */
export function startSync(options: SyncOptions) {
  const { store, records, settings, preferences, appearance, visible, status } = options
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
    onTrouble: options.keeping.report,
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
  const chosen = [
    ...[preferences.language, preferences.numbers, preferences.timeZone],
    ...[appearance.theme, appearance.paletteChoice, appearance.flash],
  ]
  createEffect(on(() => chosen.map(({ value }) => value()), syncing.changed, { defer: true }))
  // What was changed last goes along before the page is frozen.
  createEffect(() => (visible() ? syncing.hurry() : syncing.leave()))
  // Where prices come, the server is there again.
  const connected = createMemo(() => isConnected(status()))
  createEffect(on(connected, (isThere) => isThere && visible() && syncing.hurry(), { defer: true }))
  addEventListener('online', syncing.hurry)
  onCleanup(() => removeEventListener('online', syncing.hurry))
  onCleanup(
    options.notices.onStanding(async (notice) => {
      if (notice.type !== 'standing') return
      const known = await store.sequence(notice.user).catch(() => 0)
      if (notice.records > known) syncing.hurry()
    }),
  )

  return { phase, now: syncing.hurry }
}

export type Sync = ReturnType<typeof startSync>
