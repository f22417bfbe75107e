import { For } from 'solid-js'

export interface LogLine {
  at: number
  clock: string
  headline: string
  reason: string
}

/** Newest first, as given. */
export function TransitionLog(props: { lines: readonly LogLine[]; empty: string }) {
  return (
    <ol class="log">
      <For each={props.lines} fallback={<li>{props.empty}</li>}>
        {(line) => (
          <li>
            <time datetime={new Date(line.at).toISOString()}>{line.clock}</time>
            <span>{line.headline}</span>
            <p>{line.reason}</p>
          </li>
        )}
      </For>
    </ol>
  )
}
