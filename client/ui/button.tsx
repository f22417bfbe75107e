import { type JSX, Show } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'

/**
 * `primary`: what most people want here, at most one in sight. `plain`: all else. `quiet`: beside
 * text, without a ground. `danger`: something is lost by it.
 */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

export function Button(props: {
  kind?: ButtonKind
  icon?: IconName
  /** Sends the form that it stands in, instead of being pressed for itself. */
  submits?: boolean
  disabled?: boolean
  /** Where the text alone doesn't say what it is for. */
  label?: string
  onPress?(): void
  children: JSX.Element
}) {
  return (
    <button
      class="button"
      data-kind={props.kind ?? 'plain'}
      type={props.submits ? 'submit' : 'button'}
      disabled={props.disabled}
      aria-label={props.label}
      onClick={() => props.onPress?.()}
    >
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      {props.children}
    </button>
  )
}

/** A button that is only a drawing; `label` is its name, read aloud and shown when pointed at. */
export function IconButton(props: {
  icon: IconName
  label: string
  disabled?: boolean
  /** Whether what it switches is on; leave it out where it switches nothing. */
  pressed?: boolean
  onPress(): void
}) {
  return (
    <button
      class="icon-button"
      type="button"
      title={props.label}
      aria-label={props.label}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      onClick={() => props.onPress()}
    >
      <Icon name={props.icon} />
    </button>
  )
}
