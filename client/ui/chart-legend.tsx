import { For, Show } from 'solid-js'

export interface Legend {
  time: string
  way: 'up' | 'down'
  figures: readonly { name: string; value: string }[]
}

/** The candle under the cursor, or the newest; always as high, also when there is none. */
export function ChartLegend(props: { legend: Legend | undefined }) {
  return (
    <div class="chart-legend" data-way={props.legend?.way}>
      <Show when={props.legend}>
        {(legend) => (
          <>
            <time>{legend().time}</time>
            <For each={legend().figures}>
              {(figure) => (
                <span>
                  {figure.name}
                  <b>{figure.value}</b>
                </span>
              )}
            </For>
          </>
        )}
      </Show>
    </div>
  )
}
