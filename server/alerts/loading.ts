import type { AlertStore, StoredAlert } from '../storage/alerts/alerts.ts'

const pageSize = 5_000

/** Puts all alerts that may fire, page by page: the next is read while one is put. */
export async function loadAlerts(
  rules: Pick<AlertStore, 'watched'>,
  put: (alert: StoredAlert) => Promise<void>,
): Promise<void> {
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
    // Those at the same gauges one after the other: what they touch is at hand then.
    page.sort((a, b) => (a.rule.symbol < b.rule.symbol ? -1 : 1))
    for (const alert of page) await put(alert)
  }
}
