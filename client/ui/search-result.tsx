import { createEffect, For, Show } from 'solid-js'
import { Icon } from './icon.tsx'

export interface SearchResultProps {
  /** Of the row; its cells have it with `-open` and `-toggle`. */
  id: string
  base: string
  quote: string
  /** What people call it. */
  detail: string
  venue: string | undefined
  /** What must be known of it: that it is a stock, that it doesn't trade. */
  tags: readonly string[]
  /** It doesn't trade. */
  dim: boolean
  /** The cell that the keyboard stands on. */
  active: 'open' | 'toggle' | undefined
  /** Whether the keyboard was moved there. */
  marked: boolean
  /** Where it leads; without, it is only chosen. */
  href: string | undefined
  onOpen(): void
  /** The switch at its end; absent where there is nothing to switch. */
  toggle: { label: string; on: boolean; press(): void } | undefined
}

/** One instrument that was found: a row of the grid, with what opens it and what puts it into a list. */
export function SearchResult(props: SearchResultProps) {
  let row: HTMLTableRowElement | undefined
  createEffect(() => {
    if (props.active) row?.scrollIntoView({ block: 'nearest' })
  })
  return (
    <tr
      ref={row}
      class="find"
      classList={{ 'find-dim': props.dim }}
      aria-selected={props.active !== undefined}
    >
      <td>
        <a
          id={`${props.id}-open`}
          class="find-open"
          classList={{ 'find-active': props.marked && props.active === 'open' }}
          role={props.href === undefined ? 'button' : undefined}
          href={props.href}
          tabindex={-1}
          onClick={(event) => {
            // A new tab or window is the browser's own.
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            props.onOpen()
          }}
        >
          <Name {...props} />
        </a>
      </td>
      <Show when={props.toggle}>
        {(toggle) => (
          <td>
            <button
              id={`${props.id}-toggle`}
              type="button"
              class="icon-button find-toggle"
              classList={{ 'find-active': props.active === 'toggle' }}
              tabindex={-1}
              aria-label={toggle().label}
              aria-pressed={toggle().on}
              onClick={() => toggle().press()}
            >
              <Icon name={toggle().on ? 'check' : 'add'} />
            </button>
          </td>
        )}
      </Show>
    </tr>
  )
}

function Name(props: SearchResultProps) {
  return (
    <>
      <span class="find-pair">
        {props.base}
        <Show when={props.quote}>
          <small>/{props.quote}</small>
        </Show>
      </span>
      <span class="find-detail">{props.detail}</span>
      <span class="find-venue">{props.venue}</span>
      <span class="find-tags">
        <For each={props.tags}>{(tag) => <span class="tag">{tag}</span>}</For>
      </span>
    </>
  )
}
