import { createMemo } from 'solid-js'
import { pathOf } from '../../../shared/paths.ts'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import { deliveryLines, deliverySummary } from '../../state/notifications/delivery-lines.ts'
import { inWords } from '../../state/notifications/in-words.ts'
import { NotificationItem } from '../../ui/notification-item.tsx'
import { formatClock } from '../../words/format.ts'
import { notificationsWords } from '../../words/late/notifications.ts'

/** One of the history. */
export function NotificationEntry(props: {
  notification: LoggedNotification
  isNew: boolean
  onLook(): void
}) {
  const told = createMemo(() => inWords(props.notification))
  const href = () => {
    const { event } = props.notification
    return event.type === 'alert' ? pathOf(event.rule.symbol) : undefined
  }
  return (
    <NotificationItem
      title={told().title}
      evidence={told().evidence}
      note={told().note}
      clock={formatClock(props.notification.at)}
      at={props.notification.at}
      mark={props.isNew ? notificationsWords().history.isNew : undefined}
      href={href()}
      summary={deliverySummary(props.notification)}
      lines={deliveryLines(props.notification)}
      none={notificationsWords().delivery.none}
      onLook={props.onLook}
    />
  )
}
