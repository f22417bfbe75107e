import type { NotificationEvent } from '../../../shared/notification.ts'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import { askPage } from '../notifications/ask-log.ts'

export type Firing = LoggedNotification & { event: Extract<NotificationEvent, { type: 'alert' }> }

const pageSize = 100
/** Further back nobody looks here: the history has them all. */
const maxPages = 3
const maxShown = 10

/** The newest firings of an alert with how each was delivered; what can't be had is missing. */
export async function fetchFirings({
  id,
  count,
}: {
  id: string
  count: number
}): Promise<Firing[]> {
  const found: Firing[] = []
  let before: number | undefined
  for (let page = 0; page < maxPages; page++) {
    const range = { limit: pageSize, ...(before !== undefined && { before }) }
    const answer = await askPage(range)
    if (!answer.ok) break
    found.push(...answer.value.notifications.filter(isFiringOf(id)))
    before = answer.value.notifications.at(-1)?.sequence
    if (found.length >= Math.min(count, maxShown) || !answer.value.more) break
  }
  return found.slice(0, maxShown)
}

function isFiringOf(id: string) {
  return (notification: LoggedNotification): notification is Firing =>
    notification.event.type === 'alert' && notification.event.alert === id
}
