/**
 * Runs transactions that needn't wait for the disk: they are durable with the next one that does, never
 * before what was written before them, and what is lost without power is what was written last. A
 * process that is killed loses none.
 * @template Result
 * @param {import('better-sqlite3').Database} db
 * @param {() => Result} work
 * @returns {Result}
 */
export function soonDurable(db, work) {
  db.pragma('synchronous = normal')
  try {
    return work()
  } finally {
    db.pragma('synchronous = full')
  }
}
