import { type JSX, Show } from 'solid-js'
import { Icon } from './icon.tsx'

/** A row's place in a list, and while the list is edited the buttons at both its ends. */
export function RowItem(props: {
  id: string
  busy: boolean
  /** The names of the buttons; absent while nothing is edited. */
  edit: { remove: string; more: string; grip: string } | undefined
  /** The id of the text that tells how a row is moved by keyboard. */
  hint: string
  lifted: boolean
  tabStop: boolean
  onRemove(): void
  onMore(): void
  ref?: (item: HTMLLIElement) => void
  children: JSX.Element
}) {
  const tabIndex = () => (props.tabStop ? 0 : -1)
  return (
    <li
      class="row-item"
      classList={{ 'is-edited': props.edit !== undefined, 'is-held': props.lifted }}
      data-id={props.id}
      aria-busy={props.busy}
      ref={(item) => props.ref?.(item)}
    >
      <Show when={props.edit}>
        {(names) => (
          <button
            class="row-remove"
            type="button"
            aria-label={names().remove}
            tabindex={tabIndex()}
            onClick={() => props.onRemove()}
          >
            <Icon name="close" />
          </button>
        )}
      </Show>
      {props.children}
      <Show when={props.edit}>
        {(names) => (
          <>
            <button
              class="row-more"
              type="button"
              aria-label={names().more}
              aria-haspopup="dialog"
              tabindex={tabIndex()}
              onClick={() => props.onMore()}
            >
              <Icon name="more" />
            </button>
            <button
              class="row-grip"
              type="button"
              aria-label={names().grip}
              aria-describedby={props.hint}
              aria-pressed={props.lifted}
              tabindex={tabIndex()}
            >
              <Icon name="drag" />
            </button>
          </>
        )}
      </Show>
    </li>
  )
}
