import { Index, Show } from 'solid-js'

/** The figures that matter most, large, each with what it stands for and what it means. */
export function Figures(props: {
  figures: readonly { name: string; value: string; note?: string | undefined }[]
}) {
  return (
    <dl class="figures">
      <Index each={props.figures}>
        {(figure) => (
          <div>
            <dt>{figure().name}</dt>
            <dd>{figure().value}</dd>
            <Show when={figure().note}>
              <dd class="figure-note">{figure().note}</dd>
            </Show>
          </div>
        )}
      </Index>
    </dl>
  )
}
