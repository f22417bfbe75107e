import { createUniqueId, For, type JSX, Show } from 'solid-js'

/** One of several, a line each, where a choice needs more than a word. */
export function RadioList<T extends string>(props: {
  label: string
  options: readonly { value: T; text: string; hint?: string | undefined; sample?: JSX.Element }[]
  value: T
  onChoose(value: T): void
}) {
  const name = createUniqueId()
  return (
    <div class="radio-list" role="radiogroup" aria-labelledby={name}>
      <h3 id={name}>{props.label}</h3>
      <For each={props.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChoose(option.value)}
            />
            <span>
              {option.text}
              <Show when={option.hint}>
                <small>{option.hint}</small>
              </Show>
            </span>
            {option.sample}
          </label>
        )}
      </For>
    </div>
  )
}
