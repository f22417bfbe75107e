import { createEffect, createUniqueId, For } from 'solid-js'

/**
 * One of a few: radio buttons that look like one control. Where they have no room they scroll, the
 * chosen one in sight.
 */
export function Segmented<T extends string>(props: {
  label: string
  /** `spoken` where the text is too short to be read aloud. */
  options: readonly { value: T; text: string; spoken?: string }[]
  /** Absent where it is none of them. */
  value: T | undefined
  onChoose(value: T): void
}) {
  const name = createUniqueId()
  let all: HTMLFieldSetElement | undefined
  createEffect(() => {
    const chosen = props.options.findIndex(({ value }) => value === props.value)
    const label = all?.querySelectorAll('label')[chosen]
    if (!all || !label) return
    all.scrollLeft = label.offsetLeft - (all.clientWidth - label.offsetWidth) / 2
  })
  return (
    <fieldset class="segmented" ref={all}>
      <legend class="visually-hidden">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              name={name}
              value={option.value}
              aria-label={option.spoken}
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
