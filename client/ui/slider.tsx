import { createUniqueId } from 'solid-js'

/** A figure between two others, by the browser's own slider. `text` is how it is said. */
export function Slider(props: {
  label: string
  value: number
  min: number
  max: number
  step: number
  text: string
  onSlide(value: number): void
}) {
  const id = createUniqueId()
  return (
    <div class="slider">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="range"
        min={props.min}
        max={props.max}
        step={props.step}
        value={props.value}
        aria-valuetext={props.text}
        onInput={(event) => props.onSlide(event.currentTarget.valueAsNumber)}
      />
      <output for={id}>{props.text}</output>
    </div>
  )
}
