import { Show } from 'solid-js'
import { Change } from './change.tsx'
import { Icon } from './icon.tsx'

/** What is held of one instrument, in a line that leads to where all of it is. */
export function HoldingCard(props: {
  href: string
  title: string
  quantity: string
  value: string
  /** What is shown is not of now, or not known; it says why. */
  note: string | undefined
  profit: { way: 'up' | 'down' | 'flat'; amount: string; percent: string | undefined } | undefined
}) {
  return (
    <a class="holding-card" classList={{ 'is-old': props.note !== undefined }} href={props.href}>
      <span class="holding-card-name">
        {props.title}
        <b>{props.quantity}</b>
        <Show when={props.note}>
          <small>{props.note}</small>
        </Show>
      </span>
      <span class="holding-card-figures">
        <b>{props.value}</b>
        <Show when={props.profit}>
          {(profit) => (
            <Change
              way={profit().way}
              text={profit().amount}
              move={profit().percent && `(${profit().percent})`}
            />
          )}
        </Show>
      </span>
      <Icon name="next" />
    </a>
  )
}
