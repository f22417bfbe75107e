import { For } from 'solid-js'

/** Several amounts of the same thing, each with a bar that compares it with the largest, and their sum. */
export function Amounts(props: {
  amounts: readonly { name: string; text: string; size: number }[]
  total: { name: string; text: string }
}) {
  const largest = () => Math.max(1, ...props.amounts.map(({ size }) => size))
  return (
    <ul class="amounts">
      <For each={props.amounts}>
        {(amount) => (
          <li>
            <span>{amount.name}</span>
            <output>{amount.text}</output>
            <span class="meter" aria-hidden="true">
              <i style={{ 'inline-size': `${(100 * amount.size) / largest()}%` }} />
            </span>
          </li>
        )}
      </For>
      <li>
        <span>{props.total.name}</span>
        <output>{props.total.text}</output>
      </li>
    </ul>
  )
}
