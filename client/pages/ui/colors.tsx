import { For } from 'solid-js'
import { Part } from './part.tsx'

const grounds = ['ground', 'surface', 'raised', 'sunken', 'hover', 'chosen', 'control', 'inverse']
const inks = [
  'text',
  'muted',
  'accent',
  'good',
  'warning',
  'danger',
  'line-first',
  'line-second',
  'line-third',
]

/** The tokens, each as it is used: grounds as grounds, inks as text. */
export function UiColors() {
  return (
    <>
      <Part name="Grounds">
        <ul class="ui-swatches">
          <For each={grounds}>
            {(name) => (
              <li>
                <i style={{ background: `var(--${name})` }} />
                {name}
              </li>
            )}
          </For>
        </ul>
      </Part>
      <Part name="Inks">
        <ul class="ui-swatches">
          <For each={inks}>
            {(name) => <li style={{ color: `var(--${name})` }}>Ag 123 {name}</li>}
          </For>
        </ul>
      </Part>
    </>
  )
}
