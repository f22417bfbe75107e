import { For } from 'solid-js'

/**
 * How a whole is divided: a bar of parts from the largest on, and below it what they are. The last may
 * be all the rest.
 */
export function Allocation(props: {
  label: string
  /** Each with its share of 1. */
  parts: readonly { name: string; share: number; text: string; isRest: boolean }[]
}) {
  const spoken = () => props.parts.map(({ name, text }) => `${name} ${text}`).join(', ')
  const partOf = (index: number) => (props.parts[index]?.isRest ? 'rest' : String(index + 1))
  return (
    <figure class="allocation" aria-label={`${props.label}: ${spoken()}`} role="img">
      <div class="allocation-bar">
        <For each={props.parts}>
          {(part, index) => <i data-part={partOf(index())} style={{ 'flex-grow': part.share }} />}
        </For>
      </div>
      <ul aria-hidden="true">
        <For each={props.parts}>
          {(part, index) => (
            <li>
              <i data-part={partOf(index())} />
              {part.name}
              <span>{part.text}</span>
            </li>
          )}
        </For>
      </ul>
    </figure>
  )
}
