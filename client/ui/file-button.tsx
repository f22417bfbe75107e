import type { JSX } from 'solid-js'
import { Icon } from './icon.tsx'

/** A button that lets the person choose a file. */
export function FileButton(props: {
  /** As an input takes it: `.json,application/json`. */
  accept: string
  onChoose(file: File): void
  children: JSX.Element
}) {
  return (
    <label class="button file-button" data-kind="plain">
      <Icon name="upload" />
      {props.children}
      <input
        type="file"
        accept={props.accept}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // So that the same file, mended meanwhile, can be chosen again.
          event.currentTarget.value = ''
          if (file) props.onChoose(file)
        }}
      />
    </label>
  )
}
