import { Show } from 'solid-js'

/** From a low to a high, and where the price stands between them: `place` is 0 to 1. */
export function InstrumentRange(props: {
  name: string
  low: string
  high: string
  place: number | undefined
  /** The place in words. */
  spoken: string | undefined
}) {
  return (
    <div class="instrument-range">
      <p>
        {props.name}
        <span class="visually-hidden"> {props.spoken}</span>
      </p>
      <div class="range-track" aria-hidden="true" style={{ '--place': props.place ?? 0 }}>
        <Show when={props.place !== undefined}>
          <i />
        </Show>
      </div>
      <div class="range-ends">
        <Show when={props.place !== undefined}>
          <span>{props.low}</span>
          <span>{props.high}</span>
        </Show>
      </div>
    </div>
  )
}
