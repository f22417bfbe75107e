import { createSignal, type JSX, onMount, Show } from 'solid-js'

/**
 * A popover by the browser's own means; on a phone it comes up from the bottom. Its content exists only
 * while it is open.
 */
export function Sheet(props: { id: string; label: string; children: JSX.Element }) {
  const [open, setOpen] = createSignal(false)
  let element: HTMLDivElement | undefined
  onMount(() => {
    // Before it shows, so that it doesn't grow once it is seen.
    element?.addEventListener('beforetoggle', (event) => {
      if (event.newState === 'open') setOpen(true)
    })
    // A way to another page leads out of here.
    element?.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('a')) element.hidePopover()
    })
    element?.addEventListener('toggle', (event) => setOpen(event.newState === 'open'))
  })

  return (
    <div
      id={props.id}
      class="sheet"
      popover="auto"
      role="dialog"
      aria-label={props.label}
      ref={element}
    >
      <Show when={open()}>{props.children}</Show>
    </div>
  )
}
