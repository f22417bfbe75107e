import { type JSX, Show } from 'solid-js'
import { Icon } from './icon.tsx'

/** Some lines that belong together, under a name, on a card of their own. */
export function Group(props: { title: string; note?: JSX.Element; children: JSX.Element }) {
  return (
    <section class="group">
      <h2>{props.title}</h2>
      <div class="group-card">{props.children}</div>
      <Show when={props.note}>
        <p class="group-note">{props.note}</p>
      </Show>
    </section>
  )
}

/** A line that leads to another page. */
export function LinkLine(props: { href: string; text: string; hint?: string; value?: string }) {
  return (
    <a class="line-link" href={props.href}>
      <span>
        {props.text}
        <Show when={props.hint}>
          <small>{props.hint}</small>
        </Show>
      </span>
      <Show when={props.value}>
        <output>{props.value}</output>
      </Show>
      <Icon name="next" />
    </a>
  )
}
