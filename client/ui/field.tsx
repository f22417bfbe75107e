import { createUniqueId, type JSX, Show } from 'solid-js'

/** A line to write in, with its name above it, and below it what helps or what is wrong. */
export function TextField(props: {
  label: string
  /** Named for those who hear, not shown: where a placeholder or a place beside tells it to the others. */
  hideLabel?: boolean
  value: string
  onInput(value: string): void
  type?: 'text' | 'search' | 'number' | 'date'
  /** Which keys a phone offers. */
  keys?: 'decimal' | 'numeric' | 'search' | 'text'
  placeholder?: string
  hint?: string
  /** What is wrong and what to do; it takes the hint's place. */
  problem?: string | undefined
  /** The unit, at the end of the line. */
  unit?: string
  maxLength?: number
  /** The last that can be chosen, of a date. */
  max?: string
  ref?: (input: HTMLInputElement) => void
}) {
  const id = createUniqueId()
  const note = () => props.problem ?? props.hint
  return (
    <div class="field">
      <label for={id} classList={{ 'visually-hidden': props.hideLabel === true }}>
        {props.label}
      </label>
      <div class="field-line">
        <input
          id={id}
          ref={(input) => props.ref?.(input)}
          type={props.type ?? 'text'}
          inputmode={props.keys}
          value={props.value}
          placeholder={props.placeholder}
          maxlength={props.maxLength}
          max={props.max}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={props.problem !== undefined}
          aria-describedby={note() === undefined ? undefined : `${id}-note`}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        <Show when={props.unit}>
          <span class="field-unit">{props.unit}</span>
        </Show>
      </div>
      <Note id={`${id}-note`} text={note()} wrong={props.problem !== undefined} />
    </div>
  )
}

function Note(props: { id: string; text: string | undefined; wrong: boolean }): JSX.Element {
  return (
    <Show when={props.text}>
      <p id={props.id} class="field-note" role={props.wrong ? 'alert' : undefined}>
        {props.text}
      </p>
    </Show>
  )
}
