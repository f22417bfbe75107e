import type { JSX } from 'solid-js'

/** One component in its states, under its name. */
export function Part(props: { name: string; children: JSX.Element }) {
  return (
    <div class="ui-part">
      <h3>{props.name}</h3>
      {props.children}
    </div>
  )
}
