import { Index } from 'solid-js'

/** Names and figures, two by two. A figure that changes stays where it is. */
export function Facts(props: { facts: readonly { name: string; value: string }[] }) {
  return (
    <dl class="facts">
      <Index each={props.facts}>
        {(fact) => (
          <>
            <dt>{fact().name}</dt>
            <dd>{fact().value}</dd>
          </>
        )}
      </Index>
    </dl>
  )
}
