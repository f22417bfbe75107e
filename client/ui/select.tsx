import { createUniqueId, For, Show } from 'solid-js'
import { Icon } from './icon.tsx'

/** One of many: the browser's own list, which is the best there is on a phone. */
export function Select<T extends string>(props: {
  label: string
  hideLabel?: boolean
  options: readonly { value: T; text: string }[]
  value: T
  hint?: string
  onChoose(value: T): void
}) {
  const id = createUniqueId()
  return (
    <div class="field">
      <label for={id} classList={{ 'visually-hidden': props.hideLabel === true }}>
        {props.label}
      </label>
      <div class="field-line select">
        <select
          id={id}
          aria-describedby={props.hint === undefined ? undefined : `${id}-note`}
          onChange={(event) => {
            const chosen = props.options[event.currentTarget.selectedIndex]
            if (chosen) props.onChoose(chosen.value)
          }}
        >
          <For each={props.options}>
            {(option) => (
              <option value={option.value} selected={option.value === props.value}>
                {option.text}
              </option>
            )}
          </For>
        </select>
        <Icon name="expand" />
      </div>
      <Show when={props.hint}>
        <p id={`${id}-note`} class="field-note">
          {props.hint}
        </p>
      </Show>
    </div>
  )
}
