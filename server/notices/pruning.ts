import type { NotificationStore } from '../storage/alerts/alerts.ts'

/** So long a notification is kept, and its evidence with it. */
const keptMs = 90 * 86_400_000
const everyMs = 3_600_000
/** Removed by one statement, so that others get in between. */
const atOnce = 500

/** Removes what is old, once an hour, beginning an hour from now. Returns its stop. */
export function startPruning(options: {
  notifications: Pick<NotificationStore, 'prune'>
  now(): number
  /** It is tried again an hour later. */
  onTrouble(err: unknown): void
}): () => void {
  const { notifications, now, onTrouble } = options
  let isOver = false

  async function prune(): Promise<void> {
    const before = now() - keptMs
    let removed = atOnce
    while (removed === atOnce && !isOver) {
      removed = await notifications.prune({ before, limit: atOnce })
    }
  }

  const clock = setInterval(() => void prune().catch(onTrouble), everyMs)
  return () => {
    isOver = true
    clearInterval(clock)
  }
}
