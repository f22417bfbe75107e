import { type JSX, Show } from 'solid-js'
import { IconButton } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

/** Something worth knowing that stands in the page, and can be put away where `onDismiss` is given. */
export function Notice(props: {
  tone: 'plain' | 'warning'
  icon?: IconName
  title: string
  /** The name of the cross. */
  dismissLabel?: string
  onDismiss?(): void
  children?: JSX.Element
}) {
  return (
    <section class="notice" data-tone={props.tone} aria-label={props.title}>
      <Icon name={props.icon ?? (props.tone === 'warning' ? 'warning' : 'info')} />
      <div class="notice-body">
        <h2>{props.title}</h2>
        {props.children}
      </div>
      <Show when={props.dismissLabel}>
        {(label) => <IconButton icon="close" label={label()} onPress={() => props.onDismiss?.()} />}
      </Show>
    </section>
  )
}
