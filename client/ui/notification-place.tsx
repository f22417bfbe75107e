import { Show } from 'solid-js'
import { IconButton } from './button.tsx'

/** A device or an address that is told, how it has been doing, and the way to end it. */
export function NotificationPlace(props: {
  name: string
  /** That it is the device in the hand. */
  mark: string | undefined
  address: string
  hint: string
  isTrouble: boolean
  removeLabel: string
  onRemove(): void
}) {
  return (
    <div class="notification-place">
      <span>
        {props.name}
        <Show when={props.mark}>
          <mark>{props.mark}</mark>
        </Show>
        <Show when={props.address !== props.name}>
          <small>{props.address}</small>
        </Show>
        <small data-tone={props.isTrouble ? 'warning' : undefined}>{props.hint}</small>
      </span>
      <IconButton icon="remove" label={props.removeLabel} onPress={() => props.onRemove()} />
    </div>
  )
}
