import type { AlertStore, StoredAlert } from '../storage/alerts/alerts.ts'
import { makeSharing } from './sharing.ts'

const pageSize = 5_000

/** Puts all alerts that may fire, page by page: the next is read while one is put. */
export async function loadAlerts(
  rules: Pick<AlertStore, 'watched'>,
  put: (alert: StoredAlert) => Promise<void>,
): Promise<void> {
  const share = makeSharing()

  function read(after: string): Promise<StoredAlert[]> {
    const page = rules.watched({ after, limit: pageSize })
    // Where it fails is told when it is waited for.
    page.catch(() => {})
    return page
  }

  for (let reading: Promise<StoredAlert[]> | undefined = read(''); reading !== undefined; ) {
    const page: StoredAlert[] = await reading
    const last = page.at(-1)
    reading = last === undefined || page.length < pageSize ? undefined : read(last.id)
    for (const alert of page) await put(share(alert))
  }
}
