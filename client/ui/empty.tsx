import { type JSX, Show } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'

/** What a page says where there is nothing yet: what will be here, and the first thing to do. */
export function Empty(props: {
  icon: IconName
  title: string
  text: string
  children?: JSX.Element
}) {
  return (
    <div class="empty">
      <Icon name={props.icon} />
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      <Show when={props.children}>
        <div class="buttons">{props.children}</div>
      </Show>
    </div>
  )
}
