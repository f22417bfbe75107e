import { createSignal, type JSX, Show } from 'solid-js'

/** A popover by the browser's own means; on a phone it comes up from the bottom. Its content exists only while it is open. */
export function Sheet(props: { id: string; label: string; children: JSX.Element }) {
  const [open, setOpen] = createSignal(false)
  return (
    <div
      id={props.id}
      class="sheet"
      popover="auto"
      role="dialog"
      aria-label={props.label}
      onToggle={(event) => setOpen(event.newState === 'open')}
    >
      <Show when={open()}>{props.children}</Show>
    </div>
  )
}
