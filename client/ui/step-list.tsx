import { For, Show } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'

/** What to do, one after the other; beside each the drawing of the button that it is about. */
export function StepList(props: {
  steps: readonly { text: string; icon?: IconName | undefined }[]
}) {
  return (
    <ol class="steps">
      <For each={props.steps}>
        {(step) => (
          <li>
            <span>{step.text}</span>
            <Show when={step.icon}>{(name) => <Icon name={name()} />}</Show>
          </li>
        )}
      </For>
    </ol>
  )
}
