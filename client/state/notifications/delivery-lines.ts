import type { LoggedNotification } from '../../../shared/api.ts'
import type { Delivery } from '../../../shared/notification.ts'
import type { DeliveryLine } from '../../ui/notification-item.tsx'
import { formatMoment } from '../../words/format.ts'
import { notificationsWords } from '../../words/late/notifications.ts'

/** How far it got on each way, in words. */
export function deliveryLines({
  deliveries,
}: Pick<LoggedNotification, 'deliveries'>): DeliveryLine[] {
  return deliveries.map((delivery) => ({
    to: placeOf(delivery),
    state: delivery.state,
    text: `${stateOf(delivery)} · ${formatMoment(delivery.at)}`,
    trouble: delivery.trouble,
  }))
}

/** In a few words: each way once, with how far it got there. */
export function deliverySummary({ deliveries }: Pick<LoggedNotification, 'deliveries'>): string {
  const { channel, state, title } = notificationsWords().delivery
  const parts = deliveries.map((each) => `${channel[each.channel]}: ${state[each.state]}`)
  return parts.length === 0 ? title : [...new Set(parts)].join(' · ')
}

function placeOf({ channel, to }: Delivery): string {
  const said = notificationsWords().delivery
  return to === '' ? said.channel[channel] : said.to(said.channel[channel], to)
}

function stateOf({ state, attempts }: Delivery): string {
  const said = notificationsWords().delivery
  return attempts > 1 ? `${said.state[state]} (${said.attempts(attempts)})` : said.state[state]
}
