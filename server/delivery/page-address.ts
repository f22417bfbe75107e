import type { NotificationEvent } from '../../shared/notification.ts'

/** The page that a notification is about: its instrument's, else the first one. */
export function pageFor(event: NotificationEvent, origin: string): string {
  if (event.type === 'test') return `${origin}/`
  const name = encodeURIComponent(event.rule.symbol).replaceAll('%3A', ':')
  return `${origin}/i/${name}`
}
