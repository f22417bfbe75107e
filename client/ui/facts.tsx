import { For } from 'solid-js'

/** Names and figures, two by two. */
export function Facts(props: { facts: readonly { name: string; value: string }[] }) {
  return (
    <dl class="facts">
      <For each={props.facts}>
        {(fact) => (
          <>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </>
        )}
      </For>
    </dl>
  )
}
