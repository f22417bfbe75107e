import { createUniqueId, Show } from 'solid-js'

/** On or off, at once; the whole line is the target. */
export function Switch(props: {
  label: string
  hint?: string
  on: boolean
  disabled?: boolean
  onSwitch(on: boolean): void
}) {
  const id = createUniqueId()
  return (
    <label class="switch">
      <span>
        {props.label}
        <Show when={props.hint}>
          <small id={`${id}-note`}>{props.hint}</small>
        </Show>
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={props.on}
        aria-checked={props.on}
        disabled={props.disabled}
        aria-label={props.label}
        aria-describedby={props.hint === undefined ? undefined : `${id}-note`}
        onChange={(event) => props.onSwitch(event.currentTarget.checked)}
      />
    </label>
  )
}
