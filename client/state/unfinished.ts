import type { Records, StoredRecord } from '../db/records.ts'

/** Each page that goes adds a line of JSON, a list of records. */
const key = 'ebb.unfinished'

/**
 * Records that lose no change to a page that goes right after it: a browser calls off the transactions
 * of a page that is reloaded or closed. What is on its way by then is left in localStorage, which is
 * written before the page is gone, and the next page finishes it. It may be finished twice, or late:
 * the newer change wins.
 */
export function finishing(records: Records, page: EventTarget = window): Records {
  const underWay = new Set<readonly StoredRecord[]>()
  // For as long as the page lives.
  page.addEventListener('pagehide', () => {
    if (underWay.size > 0) leave([...underWay].flat())
  })
  const finished = finish(records)

  return {
    ...records,
    async all(kind) {
      await finished
      return records.all(kind)
    },
    async put(changed) {
      underWay.add(changed)
      try {
        await records.put(changed)
      } finally {
        underWay.delete(changed)
      }
    },
  }
}

function leave(left: readonly StoredRecord[]): void {
  try {
    localStorage.setItem(key, `${localStorage.getItem(key) ?? ''}${JSON.stringify(left)}\n`)
  } catch {
    // Refused or full: there is no other place that is written in time.
  }
}

/** What can't be finished now is left for the page after. */
async function finish(records: Records): Promise<void> {
  try {
    const left = localStorage.getItem(key)
    if (left === null) return
    const { readLeft } = await import('./read-left.ts')
    await records.put(readLeft(left))
    // Unless another page has left more meanwhile.
    if (localStorage.getItem(key) === left) localStorage.removeItem(key)
  } catch {
    // Storage is refused or full, or the part that reads couldn't be loaded.
  }
}
