import { Index } from 'solid-js'

export interface Bar {
  /** Below the bar; empty where there is no room for every name. */
  name: string
  /** Told when it is pointed at. */
  title: string
  /** The bar is solid up to here, and pale up to `high`. */
  low: number
  high: number
  current?: boolean
}

/** Bars side by side. They are one picture with one description: whoever needs the figures has a table. */
export function Bars(props: { label: string; peak: string; bars: readonly Bar[] }) {
  const highest = () => Math.max(...props.bars.map(({ high }) => high), Number.MIN_VALUE)
  const share = (value: number) => `${(100 * value) / highest()}%`
  return (
    <figure class="bars" role="img" aria-label={props.label}>
      <span class="bars-peak" aria-hidden="true">
        {props.peak}
      </span>
      <div class="bars-plot" aria-hidden="true">
        <Index each={props.bars}>
          {(bar) => (
            <span
              class="bar"
              classList={{ 'is-current': bar().current === true }}
              title={bar().title}
            >
              <span class="bar-room">
                <i class="bar-high" style={{ 'block-size': share(bar().high) }} />
                <i class="bar-low" style={{ 'block-size': share(bar().low) }} />
              </span>
              <small>{bar().name}</small>
            </span>
          )}
        </Index>
      </div>
    </figure>
  )
}
