import '../../ui/notification.css'
import { createResource, For, Show } from 'solid-js'
import type { Alert } from '../../../shared/alert.ts'
import { type Firing, fetchFirings } from '../../state/alerts/firings.ts'
import { priceText } from '../../state/alerts/texts.ts'
import type { AppState } from '../../state/app-state.ts'
import { deliveryLines } from '../../state/notifications/delivery-lines.ts'
import { venueName } from '../../state/symbols.ts'
import { Deliveries } from '../../ui/notification-item.tsx'
import { formatMoment } from '../../words/format.ts'
import { alertWords } from '../../words/late/alerts.ts'
import { notificationsWords } from '../../words/late/notifications.ts'

/** When an alert fired, on which price, and how that reached its user. */
export function AlertFirings(props: { app: AppState; alert: Alert }) {
  const [firings] = createResource(
    () => props.alert.firings > 0 && { id: props.alert.id, count: props.alert.firings },
    fetchFirings,
  )
  const decimals = () => props.app.row(props.alert.rule.symbol)?.decimals
  return (
    <Show when={firings.latest?.length ? firings.latest : undefined}>
      {(all) => (
        <section class="alert-firings">
          <h3>{alertWords().details.lastFired}</h3>
          <ul>
            <For each={all()}>
              {(firing) => (
                <li>
                  <p>{evidenceOf(firing.event, decimals())}</p>
                  <Deliveries
                    lines={deliveryLines(firing)}
                    none={notificationsWords().delivery.none}
                  />
                </li>
              )}
            </For>
          </ul>
        </section>
      )}
    </Show>
  )
}

function evidenceOf({ time, price, venue }: Firing['event'], decimals: number | undefined): string {
  const when = formatMoment(time)
  if (price === '') return when
  return alertWords().details.evaluatedAt(
    when,
    priceText(price, decimals),
    venueName(venue) ?? venue,
  )
}
