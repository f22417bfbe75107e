import type { NotificationEvent } from '../../shared/notification.ts'
import { pathOf, paths } from '../../shared/paths.ts'

/** The page that a notification is about: its instrument's, else the first one. */
export function pageFor(event: NotificationEvent, origin: string): string {
  return origin + (event.type === 'test' ? paths.watchlist : pathOf(event.rule.symbol))
}
