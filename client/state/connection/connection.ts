import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { LiveStatus } from '../../engine/live.ts'
import type { Reason } from '../../engine/plan.ts'
import { formatAge } from '../../words/format.ts'
import type { Row } from '../market.ts'

/** A price may be this old before a slow cadence shows its age. */
const unremarkableMs = 10_000
/** Shorter interruptions aren't worth a banner. */
const bannerMs = 3_000

/** Whether the prices shown are kept up to date. */
export function isConnected(status: LiveStatus | undefined): boolean {
  return status?.phase.name === 'live' || status?.phase.name === 'resting'
}

const sparing: readonly Reason[] = ['battery-low', 'data-saver', 'mode-saver', 'budget-spent']

/** Whether the plan spares power or data. */
export function isSparing(status: LiveStatus | undefined): boolean {
  const reason = status?.plan.reason
  return reason !== undefined && sparing.includes(reason)
}

/** Whether prices are meant to come: not when the user paused them, nor where none are shown. */
function isWanted(status: LiveStatus | undefined): boolean {
  const reason = status?.plan.reason
  return reason !== 'mode-paused' && reason !== 'nothing-wanted'
}

/** How old a row is, ms, where its age must be told; `undefined` where it is as fresh as it looks. */
export function ageToTell(
  row: Pick<Row, 'knownAt' | 'stale' | 'cached'>,
  { status, now }: { status: LiveStatus | undefined; now: number },
): number | undefined {
  // When it was known is read last: it changes with every price, and whoever follows it is told each time.
  const isStreamed = status?.phase.name === 'live'
  if (isStreamed && !row.stale && !row.cached) return undefined
  const age = Math.max(0, now - row.knownAt)
  if (row.stale || row.cached || !isConnected(status)) return age
  return age >= unremarkableMs ? age : undefined
}

/** What an age is reckoned by. */
export interface AgeOptions {
  status: () => LiveStatus | undefined
  now: () => number
}

/** The same in words. */
export function tellAge(row: Row | undefined, { status, now }: AgeOptions): string | undefined {
  const ms = row && ageToTell(row, { status: status(), now: now() })
  return ms === undefined ? undefined : formatAge(ms)
}

/** The same, following all that it is made of. */
export function createAge(row: () => Row | undefined, by: AgeOptions): () => string | undefined {
  return createMemo(() => tellAge(row(), by))
}

/** Whether any row can show an age, so that the clock has something to do. */
export function needsClock(rows: readonly Row[], status: LiveStatus | undefined): boolean {
  return status?.phase.name !== 'live' || rows.some((row) => row.stale || row.cached)
}

/** True once prices were wanted and not connected for three seconds on end. */
export function createBanner(status: () => LiveStatus | undefined): () => boolean {
  const [shown, setShown] = createSignal(false)
  const broken = createMemo(() => !isConnected(status()) && isWanted(status()))
  createEffect(() => {
    if (!broken()) {
      setShown(false)
      return
    }
    const timer = setTimeout(() => setShown(true), bannerMs)
    onCleanup(() => clearTimeout(timer))
  })
  return shown
}

/** What isn't a venue's own price of now must say so, also when only the device remembers it. */
export function marketLabel(
  rows: readonly Pick<Row, 'venue'>[],
  status: LiveStatus | undefined,
): 'simulated' | 'replay' | undefined {
  if (status?.simulated) return status.market === 'replay' ? 'replay' : 'simulated'
  if (rows.some((row) => row.venue === 'SIMULATED')) return 'simulated'
  if (rows.some((row) => row.venue === 'REPLAY')) return 'replay'
  return undefined
}
