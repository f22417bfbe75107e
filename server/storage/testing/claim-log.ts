import Database from 'better-sqlite3'
import { makeClaimLog } from '../alerts/claim-log.js'
import { foldOfClaim } from '../alerts/sqlite-writer.ts'
import type { ClaimRequest, StuckClaim } from '../sqlite-messages.ts'

/** The log of claims alone, in a file that nobody else has open. */
export function openClaimLog(file: string) {
  const db = new Database(file)
  let now = 0
  const stuck: StuckClaim[] = []
  const options = {
    ...{ db, fold: foldOfClaim, now: () => now },
    onStuck: (claim: StuckClaim) => void stuck.push(claim),
  }
  const openAgain = () => makeClaimLog(options)
  return {
    log: openAgain(),
    openAgain,
    /** What it said could not be folded. */
    stuck,
    pass(ms: number): void {
      now += ms
    },
    exec(statement: string): void {
      db.exec(statement)
    },
    told: (): unknown[] =>
      db
        .prepare('select id, user_id, sequence from notifications order by user_id, sequence')
        .all(),
    rule: (id: string): unknown =>
      db.prepare('select version, memory, firings from alerts where id = ?').get(id),
    close(): void {
      db.close()
    },
  }
}

export function requestOf(
  firings: readonly { id: string; version?: number; notification: string }[],
): ClaimRequest {
  const rows = firings.map(({ id, version = 1, notification }) => ({
    ...{ id, version, phase: 'done', since: 2_000, memory: '{}', firings: 1, firedAt: 2_000 },
    ...{ at: 2_000, price: '1', venue: 'OKX', notification, toldAt: 2_000, event: '{}' },
  }))
  const versions = rows.map(({ version }) => version)
  return {
    type: 'claim',
    ids: rows.map(({ id }) => id),
    versions,
    firings: JSON.stringify(rows),
  }
}

/** Gives out each once. */
export function each<Item>(...items: Item[]): () => Item | undefined {
  return () => items.shift()
}
