import { type JSX, Show } from 'solid-js'
import { IconButton } from './button.tsx'

/** The name of a page, the way back from it where it is not a tab's own, and what can be done with it. */
export function PageHead(props: {
  title: string
  back?: { label: string; go(): void }
  children?: JSX.Element
}) {
  return (
    <header class="page-head">
      <Show when={props.back}>
        {(back) => <IconButton icon="back" label={back().label} onPress={() => back().go()} />}
      </Show>
      <h1>{props.title}</h1>
      {props.children}
    </header>
  )
}
