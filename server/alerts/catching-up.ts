import type { AlertStore, StoredAlert } from '../storage/alerts/alerts.ts'
import { isSameRule } from './packing.ts'

export interface CatchingUpOptions {
  rules: Pick<AlertStore, 'putSince'>
  /** As this server knows it, if it does. */
  known(id: string): StoredAlert | undefined
  put(alert: StoredAlert): Promise<void>
  now(): number
}

/**
 * Clocks of servers differ, and what was put is seen when it is committed: each look goes back further
 * than to the last one. What comes later still is found when the alert is next written.
 */
const overlapMs = 60_000
const pageSize = 1_000

/**
 * Rules that are made or changed at another server of the same database. Nothing is done for those
 * that were only watched there: whose version it is decides when they are claimed, and whoever loses
 * reads them again; one that was removed is found missing then.
 */
export function makeCatchingUp({ rules, known, put, now }: CatchingUpOptions) {
  let since = now() - overlapMs
  let looking: Promise<void> | undefined

  async function look(): Promise<void> {
    const next = now() - overlapMs
    for (let after = ''; ; ) {
      const page = await rules.putSince({ since, after, limit: pageSize })
      for (const alert of page) if (isNews(alert)) await put(alert)
      const last = page.at(-1)
      if (last === undefined || page.length < pageSize) break
      after = last.id
    }
    // Where a page could not be read, the next look begins where this one did.
    since = next
  }

  function isNews(alert: StoredAlert): boolean {
    const ours = known(alert.id)
    if (ours === undefined) return true
    return ours.version < alert.version && !isSameRule(ours.rule, alert.rule)
  }

  /** One look at a time. */
  return function catchUp(): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }
}
