import { Index, type JSX, Show } from 'solid-js'

export interface Legend {
  time: string
  way: 'up' | 'down'
  figures: readonly { text: string; value: string }[]
  change: { way: 'up' | 'down' | 'flat'; text: string }
  lines: readonly LegendLine[]
}

export interface LegendLine {
  name: string
  /** Which of the palette's line colours. */
  color: 'first' | 'second' | 'third' | 'fourth' | 'fifth' | 'sixth'
  values: readonly string[]
}

/** The candle under the cursor, or the newest; always as high, also when there is none. */
export function ChartLegend(props: {
  legend: Legend | undefined
  /**
   * What the lines over and below the prices are called; absent where there are none. Their place stays
   * free until they have figures.
   */
  lines: string | undefined
  compare: JSX.Element
}) {
  return (
    <div class="chart-legend" data-way={props.legend?.way}>
      <p class="legend-candle">
        <Show when={props.legend}>
          {(legend) => (
            <>
              <time>{legend().time}</time>
              <span class="legend-change" data-way={legend().change.way}>
                {legend().change.text}
              </span>
              <Index each={legend().figures}>
                {(figure) => (
                  <span>
                    {figure().text}
                    <b>{figure().value}</b>
                  </span>
                )}
              </Index>
            </>
          )}
        </Show>
      </p>
      <Show when={props.lines}>
        {(name) => (
          // In the order of Tab, because what doesn't fit is scrolled to by keyboard too.
          <section class="legend-lines" aria-label={name()} tabindex={0}>
            {props.compare}
            <Index each={props.legend?.lines}>
              {(line) => (
                <LegendEntry color={line().color} name={line().name}>
                  <Index each={line().values}>{(value) => <b>{value()}</b>}</Index>
                </LegendEntry>
              )}
            </Index>
          </section>
        )}
      </Show>
    </div>
  )
}

/** One line of the chart by its colour. */
export function LegendEntry(props: {
  color: LegendLine['color']
  name: string
  children: JSX.Element
}) {
  return (
    <span class="legend-entry" data-color={props.color}>
      {props.name}
      {props.children}
    </span>
  )
}
