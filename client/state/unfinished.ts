import { type Records, recordKinds, type StoredRecord } from '../db/records.ts'

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
    if (underWay.size > 0) leave([...readLeft(), ...[...underWay].flat()])
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
    async clear() {
      await finished
      leave([])
      await records.clear()
    },
  }
}

/** What can't be kept now either is left for the page after. */
async function finish(records: Records): Promise<void> {
  const left = readLeft()
  if (left.length === 0) return
  try {
    await records.put(left)
  } catch {
    return
  }
  // Unless another page has left more meanwhile.
  if (readLeft().length === left.length) leave([])
}

function leave(left: readonly StoredRecord[]): void {
  try {
    if (left.length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(left))
  } catch {
    // Refused or full: there is no other place that is written in time.
  }
}

function readLeft(): StoredRecord[] {
  try {
    const left: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(left) ? left.filter(isRecord) : []
  } catch {
    return []
  }
}

function isRecord(left: Partial<StoredRecord> | null): left is StoredRecord {
  return (
    recordKinds.some((kind) => kind === left?.kind) &&
    typeof left?.id === 'string' &&
    Number.isInteger(left.changedAt) &&
    typeof left.deleted === 'boolean'
  )
}
