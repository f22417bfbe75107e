import { channels, type Delivery } from '../../../shared/notification.ts'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import type { DeliveryLine } from '../../ui/notification-item.tsx'
import { formatMoment } from '../../words/format.ts'
import { notificationsWords } from '../../words/late/notifications.ts'
import { troubleText } from './trouble-text.ts'

/** How far it got on each way, in words. */
export function deliveryLines({
  deliveries,
}: Pick<LoggedNotification, 'deliveries'>): DeliveryLine[] {
  return inOrder(deliveries).map((delivery) => ({
    to: placeOf(delivery),
    state: delivery.state,
    text: `${stateOf(delivery)} · ${formatMoment(delivery.at)}`,
    trouble: troubleText(delivery.trouble),
  }))
}

/** In a few words: each way once, with how far it got there. */
export function deliverySummary({ deliveries }: Pick<LoggedNotification, 'deliveries'>): string {
  const { channel, state, title } = notificationsWords().delivery
  const parts = inOrder(deliveries).map((each) => `${channel[each.channel]}: ${state[each.state]}`)
  return parts.length === 0 ? title : [...new Set(parts)].join(' · ')
}

/** Always the same ways in the same order, whichever was the first. */
function inOrder(deliveries: readonly Delivery[]): Delivery[] {
  const place = ({ channel }: Delivery) => channels.indexOf(channel)
  return [...deliveries].sort((a, b) => place(a) - place(b))
}

function placeOf({ channel, to }: Delivery): string {
  const said = notificationsWords().delivery
  return to === '' ? said.channel[channel] : said.to(said.channel[channel], to)
}

function stateOf({ state, attempts }: Delivery): string {
  const said = notificationsWords().delivery
  return attempts > 1 ? said.attempts(said.state[state], attempts) : said.state[state]
}
