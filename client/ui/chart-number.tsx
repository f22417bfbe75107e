import { createUniqueId } from 'solid-js'

/** A small number to set. It is taken once it is whole: on Enter, and when the field is left. */
export function ChartNumber(props: {
  label: string
  value: number
  least: number
  most: number
  step: number
  onSet(value: number): void
}) {
  const id = createUniqueId()
  return (
    <div class="chart-number">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="number"
        inputmode={props.step === 1 ? 'numeric' : 'decimal'}
        min={props.least}
        max={props.most}
        step={props.step}
        value={props.value}
        onChange={(event) => {
          const input = event.currentTarget
          props.onSet(input.valueAsNumber)
          // What can't be is put right, also where it comes to the same number as before.
          input.value = String(props.value)
        }}
      />
    </div>
  )
}
