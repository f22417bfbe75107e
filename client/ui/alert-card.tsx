import { For, type JSX, Show } from 'solid-js'
import { Icon } from './icon.tsx'
import { Menu, type MenuItem } from './menu.tsx'

/** One alert: what is waited for, how it stands, whether it is on. */
export function AlertCard(props: {
  title: string
  phase: string
  state: string
  note: string
  detailsLabel: string
  switchLabel: string
  on: boolean
  switchable: boolean
  onSwitch(on: boolean): void
  onOpen(): void
  menuLabel: string
  menu: readonly MenuItem[]
  children?: JSX.Element
}) {
  return (
    <li class="alert" data-phase={props.phase}>
      <div class="alert-line">
        <button type="button" class="alert-open" onClick={() => props.onOpen()}>
          <Icon name="bell" />
          <span>
            <b>{props.title}</b>
            <small>{props.state}</small>
            <Show when={props.note}>
              <small class="alert-note">{props.note}</small>
            </Show>
          </span>
          <span class="visually-hidden">{props.detailsLabel}</span>
        </button>
        <label class="switch alert-switch">
          <input
            type="checkbox"
            role="switch"
            checked={props.on}
            aria-checked={props.on}
            aria-label={props.switchLabel}
            disabled={!props.switchable}
            onChange={(event) => props.onSwitch(event.currentTarget.checked)}
          />
        </label>
        <Menu label={props.menuLabel} items={props.menu} />
      </div>
      {props.children}
    </li>
  )
}

/** What its user has to decide. */
export function AlertTrouble(props: {
  text: string
  actions: readonly { text: string; run(): void }[]
}) {
  return (
    <div class="alert-trouble" role="alert">
      <p>{props.text}</p>
      <div class="buttons">
        <For each={props.actions}>
          {(action) => (
            <button class="button" data-kind="plain" type="button" onClick={() => action.run()}>
              {action.text}
            </button>
          )}
        </For>
      </div>
    </div>
  )
}
