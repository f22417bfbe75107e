import { For, type JSX, onMount, Show } from 'solid-js'

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
  facts: readonly { name: string; value(): string }[]
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
            class="back"
            aria-label={props.back}
            onClick={() => props.onBack()}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M15 5l-7 7 7 7" />
            </svg>
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
      <dl class="quote">
        <For each={props.facts}>
          {(fact) => (
            <div>
              <dt>{fact.name}</dt>
              <dd>{fact.value()}</dd>
            </div>
          )}
        </For>
      </dl>
    </header>
  )
}
