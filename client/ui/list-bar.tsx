import { type JSX, Show } from 'solid-js'
import { Segmented } from './segmented.tsx'

/** What stands above a list and stays there: its name, or all lists where there are several. */
export function ListBar(props: {
  label: string
  lists: readonly { value: string; text: string }[]
  current: string
  /** How it is sorted, where that is not its own order. */
  note: string | undefined
  onSelect(id: string): void
  /** What can be done with it. */
  children: JSX.Element
}) {
  return (
    <header class="list-bar">
      <div class="list-names">
        <Show
          when={props.lists.length > 1}
          fallback={<h2>{props.lists.find(({ value }) => value === props.current)?.text}</h2>}
        >
          <Segmented
            label={props.label}
            options={props.lists}
            value={props.current}
            onChoose={props.onSelect}
          />
        </Show>
      </div>
      <div class="list-tools">{props.children}</div>
      <Show when={props.note}>
        <p class="list-note">{props.note}</p>
      </Show>
    </header>
  )
}
