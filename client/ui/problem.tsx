import { Show } from 'solid-js'

/** A failure that stays where it happened: what is wrong, what to do, and a button that does it. */
export function Problem(props: {
  text: string
  advice?: string | undefined
  action: string
  onRetry(): void
}) {
  return (
    <div class="problem" role="alert">
      <p>{props.text}</p>
      <Show when={props.advice}>
        <p>{props.advice}</p>
      </Show>
      <button type="button" class="button" onClick={() => props.onRetry()}>
        {props.action}
      </button>
    </div>
  )
}
