import { For, type JSX, Show } from 'solid-js'
import { Icon } from './icon.tsx'

/** How it got to one place. */
export interface DeliveryLine {
  /** Where: `Push to Firefox on Linux`. */
  to: string
  state: 'waiting' | 'sent' | 'received' | 'failed' | 'gone'
  /** The state in words, and when. */
  text: string
  /** What went wrong. */
  trouble: string | undefined
}

/** One that has been told: what fired, on which price, and on demand how it reached its user. */
export function NotificationItem(props: {
  title: string
  evidence: string
  note: string
  /** The time of day, and the whole of it for machines. */
  clock: string
  at: number
  /** `New`, where its user hasn't seen it. */
  mark: string | undefined
  /** Where it leads; nowhere where it is about nothing. */
  href: string | undefined
  /** How it was delivered, in a few words, and at length. */
  summary: string
  lines: readonly DeliveryLine[]
  /** What is said where it went no way at all. */
  none: string
  onLook(): void
}) {
  return (
    <li class="notification" classList={{ 'is-new': props.mark !== undefined }}>
      <Way href={props.href}>
        <span class="notification-title">
          {props.title}
          <Show when={props.mark}>
            <small>{props.mark}</small>
          </Show>
        </span>
        <time datetime={new Date(props.at).toISOString()}>{props.clock}</time>
        <span class="notification-evidence">{props.evidence}</span>
        <Show when={props.note !== ''}>
          <q class="notification-note">{props.note}</q>
        </Show>
      </Way>
      <details
        class="notification-deliveries"
        onToggle={(event) => event.currentTarget.open && props.onLook()}
      >
        <summary>
          {props.summary}
          <Icon name="expand" />
        </summary>
        <Deliveries lines={props.lines} none={props.none} />
      </details>
    </li>
  )
}

function Way(props: { href: string | undefined; children: JSX.Element }) {
  return (
    <Show when={props.href} fallback={<div class="notification-head">{props.children}</div>}>
      {(href) => (
        <a class="notification-head" href={href()}>
          {props.children}
        </a>
      )}
    </Show>
  )
}

/** How far it got on each way. */
export function Deliveries(props: { lines: readonly DeliveryLine[]; none: string }) {
  return (
    <ul class="deliveries">
      <For each={props.lines} fallback={<li>{props.none}</li>}>
        {(line) => (
          <li data-state={line.state}>
            <span>{line.to}</span>
            <output>{line.text}</output>
            <Show when={line.trouble}>
              <small>{line.trouble}</small>
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}
