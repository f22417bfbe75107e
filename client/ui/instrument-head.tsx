import { type JSX, onMount, Show } from 'solid-js'
import { Icon } from './icon.tsx'

/** What is known of an instrument now, above its chart. */
export function InstrumentHead(props: {
  base: string
  quote: string
  detail: string
  old: boolean
  /** What the way back is called; absent where the list stands beside. */
  back: string | undefined
  onBack(): void
  /** Whether the head came in the place of what had the focus. */
  takesFocus: boolean
  /** Whether there is a price; until then its place stays free. */
  known: boolean
  price: JSX.Element
  change: JSX.Element
  actions: JSX.Element
  children?: JSX.Element
}) {
  let backButton: HTMLButtonElement | undefined
  // The row that was opened is gone, and the focus with it: the next thing to do is to go back.
  onMount(() => {
    if (!props.takesFocus || document.activeElement !== document.body) return
    backButton?.focus({ preventScroll: true })
  })

  return (
    <header class="instrument-head">
      <div class="instrument-name">
        <Show when={props.back}>
          <button
            ref={backButton}
            type="button"
            class="icon-button back"
            aria-label={props.back}
            onClick={() => props.onBack()}
          >
            <Icon name="back" />
          </button>
        </Show>
        <div>
          <h1>
            {props.base}
            <Show when={props.quote}>
              <small>{props.quote}</small>
            </Show>
          </h1>
          <p classList={{ old: props.old }}>{props.detail}</p>
        </div>
      </div>
      <div class="instrument-price">
        <Show when={props.known}>
          <div>{props.price}</div>
          {props.change}
        </Show>
      </div>
      {props.children}
      <div class="instrument-actions">{props.actions}</div>
    </header>
  )
}
