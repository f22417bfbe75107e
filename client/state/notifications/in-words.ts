import { notificationText } from '../../../shared/notification-text.ts'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import { zoneOf } from '../../words/formats.ts'
import { language } from '../../words/words.ts'

/** A notification in the words of the page. */
export interface Told {
  title: string
  /** Price, venue and time. */
  evidence: string
  /** What its user wrote to the alert; empty where they wrote nothing. */
  note: string
}

export function inWords({ event }: Pick<LoggedNotification, 'event'>): Told {
  const zone = zoneOf() ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const { title, body } = notificationText(event, { language: language(), zone })
  const [evidence = '', ...note] = body.split('\n')
  return { title, evidence, note: note.join('\n') }
}
