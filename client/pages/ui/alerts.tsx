import { createSignal } from 'solid-js'
import { AlertCard, AlertTrouble } from '../../ui/alert-card.tsx'
import { type DeliveryLine, NotificationItem } from '../../ui/notification-item.tsx'
import { NotificationPlace } from '../../ui/notification-place.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { Part } from './part.tsx'

const nothing = () => {}
const menu = [{ text: 'Edit', run: nothing }]
const alert = { detailsLabel: 'Details', switchLabel: 'On', menuLabel: 'More', menu }
const lines: DeliveryLine[] = [
  { to: 'Push to Firefox on Linux', state: 'received', text: 'Shown, 14:03', trouble: undefined },
  { to: 'Webhook', state: 'failed', text: 'Failed, 14:04', trouble: 'It answered with 500.' },
]
const notification = {
  ...{ note: '', clock: '14:03', at: 0, href: '/i/BTCUSDT', lines, onLook: nothing },
  ...{ summary: 'Pushed to 1 device', none: 'It went no way at all.' },
}

/** Alerts, what was told of them, and where. */
export function UiAlerts() {
  const [isOn, setOn] = createSignal(true)
  const [minute, setMinute] = createSignal(22 * 60)
  return (
    <Part name="Alerts and notifications">
      <ul class="alerts-list">
        <AlertCard
          {...alert}
          title="Above 70,000.00"
          phase="armed"
          state="Now 68,120.00, 2.76% to go"
          note="Sell a third"
          on={isOn()}
          switchable
          onSwitch={setOn}
          onOpen={nothing}
        />
        <AlertCard
          {...alert}
          title="Below 50,000.00"
          phase="expired"
          state="Expired yesterday"
          note=""
          on={false}
          switchable={false}
          onSwitch={nothing}
          onOpen={nothing}
        >
          <AlertTrouble
            text="It was changed on another device meanwhile."
            actions={[
              { text: 'Keep mine', run: nothing },
              { text: 'Keep theirs', run: nothing },
            ]}
          />
        </AlertCard>
      </ul>
      <ol class="notifications">
        <NotificationItem
          {...notification}
          title="BTC above 70,000"
          evidence="70,003.10 at Binance"
          mark="New"
        />
      </ol>
      <NotificationPlace
        name="Firefox on Linux"
        mark="This device"
        address="push.example.com"
        hint="Taken at 14:03"
        isTrouble={false}
        removeLabel="Remove Firefox on Linux"
        onRemove={nothing}
      />
      <TimeField label="From" minute={minute()} onChange={setMinute} />
    </Part>
  )
}
