import { type JSX, Show } from 'solid-js'
import { Icon } from './icon.tsx'

/** The heading of a group in a list, which shows and hides what is in it. */
export function RowGroup(props: {
  id: string
  name: string
  count: string
  open: boolean
  /** Told where there is nothing in it. */
  empty: string | undefined
  tabStop: boolean
  onToggle(): void
  /** What else can be done with it. */
  children: JSX.Element
}) {
  return (
    <li class="row-group" data-id={props.id}>
      <h3>
        <button
          class="row-toggle"
          type="button"
          aria-expanded={props.open}
          tabindex={props.tabStop ? 0 : -1}
          onClick={() => props.onToggle()}
        >
          <Icon name={props.open ? 'expand' : 'next'} />
          <span class="row-group-name">{props.name}</span>
          <small>{props.count}</small>
        </button>
      </h3>
      {props.children}
      <Show when={props.open && props.empty}>
        <p>{props.empty}</p>
      </Show>
    </li>
  )
}
