import { Show } from 'solid-js'

/** What has just been done, at the bottom of the screen, spoken politely; it may offer to take it back. */
export function Toast(props: {
  toast: { text: string; action?: { text: string; run(): void } } | undefined
  /** It is pointed at or focused, and must stay. */
  onHold(): void
  onRelease(): void
  onDismiss(): void
}) {
  return (
    <div role="status">
      <Show when={props.toast} keyed>
        {(toast) => (
          <fieldset
            class="toast"
            onPointerEnter={() => props.onHold()}
            onPointerLeave={() => props.onRelease()}
            onFocusIn={() => props.onHold()}
            onFocusOut={() => props.onRelease()}
          >
            <span>{toast.text}</span>
            <Show when={toast.action}>
              {(action) => (
                <button
                  type="button"
                  onClick={() => {
                    props.onDismiss()
                    action().run()
                  }}
                >
                  {action().text}
                </button>
              )}
            </Show>
          </fieldset>
        )}
      </Show>
    </div>
  )
}
