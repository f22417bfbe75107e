import { type JSX, Show } from 'solid-js'

/** What can be done, what it does, and the button that does it. */
export function ActionLine(props: { text: string; hint?: string; children: JSX.Element }) {
  return (
    <div class="action-line">
      <span>
        {props.text}
        <Show when={props.hint}>
          <small>{props.hint}</small>
        </Show>
      </span>
      {props.children}
    </div>
  )
}
