import { createUniqueId, For } from 'solid-js'

/** One of a few: radio buttons that look like one control. */
export function Segmented<T extends string>(props: {
  label: string
  options: readonly { value: T; text: string }[]
  value: T
  onChoose(value: T): void
}) {
  const name = createUniqueId()
  return (
    <fieldset class="segmented">
      <legend class="visually-hidden">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={props.value === option.value}
              onChange={() => props.onChoose(option.value)}
            />
            {option.text}
          </label>
        )}
      </For>
    </fieldset>
  )
}
