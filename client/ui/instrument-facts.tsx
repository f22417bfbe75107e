import { For } from 'solid-js'

export interface Fact {
  name: string
  value(): string
}

/** Figures under their names. `lead` is the few that stand beside the price. */
export function InstrumentFacts(props: { facts: readonly Fact[]; kind: 'lead' | 'all' }) {
  return (
    <dl class="instrument-facts" data-kind={props.kind}>
      <For each={props.facts}>
        {(fact) => (
          <div>
            <dt>{fact.name}</dt>
            <dd>{fact.value()}</dd>
          </div>
        )}
      </For>
    </dl>
  )
}
