import type { JSX } from 'solid-js'
import { Icon } from './icon.tsx'

/** What most people don't need to see, behind its name. */
export function Disclosure(props: { title: string; children: JSX.Element }) {
  return (
    <details class="disclosure">
      <summary>
        <span>{props.title}</span>
        <Icon name="expand" />
      </summary>
      {props.children}
    </details>
  )
}
