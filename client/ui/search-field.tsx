import { Show } from 'solid-js'
import { IconButton } from './button.tsx'

/** The line that is typed in, and what it moves through: a combobox whose grid has the id `controls`. */
export function SearchField(props: {
  label: string
  value: string
  clearLabel: string
  closeLabel: string
  controls: string
  /** The id of the cell that the keyboard stands on. */
  active: string | undefined
  expanded: boolean
  onInput(text: string): void
  /** Whether the key was for the grid; then it does nothing else. `atEnd`: the caret stands behind all text. */
  onKey(event: KeyboardEvent, atEnd: boolean): boolean
  onClose(): void
}) {
  let input: HTMLInputElement | undefined
  return (
    <div class="search-field">
      <IconButton icon="back" label={props.closeLabel} onPress={() => props.onClose()} />
      <input
        ref={input}
        type="text"
        role="combobox"
        inputmode="search"
        enterkeyhint="go"
        autofocus
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxlength={64}
        aria-label={props.label}
        placeholder={props.label}
        aria-autocomplete="list"
        aria-haspopup="grid"
        aria-controls={props.controls}
        aria-expanded={props.expanded}
        aria-activedescendant={props.active}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          // While a syllable is being composed, the keys are the input method's.
          if (event.isComposing) return
          const { selectionStart, value } = event.currentTarget
          if (props.onKey(event, selectionStart === value.length)) event.preventDefault()
        }}
      />
      <Show when={props.value !== ''}>
        <IconButton
          icon="close"
          label={props.clearLabel}
          onPress={() => {
            props.onInput('')
            input?.focus()
          }}
        />
      </Show>
    </div>
  )
}
