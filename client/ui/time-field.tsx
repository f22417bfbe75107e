import { createUniqueId } from 'solid-js'

/** A time of day in minutes since midnight, by the browser's own field. */
export function TimeField(props: {
  label: string
  minute: number
  onChange(minute: number): void
}) {
  const id = createUniqueId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="field-line">
        <input
          id={id}
          type="time"
          required
          value={textOf(props.minute)}
          onChange={(event) => {
            const minute = minuteOf(event.currentTarget.value)
            if (minute === undefined) event.currentTarget.value = textOf(props.minute)
            else props.onChange(minute)
          }}
        />
      </div>
    </div>
  )
}

/** `07:30`, as a field of HTML has it. */
function textOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** `undefined` of what was cleared. */
function minuteOf(text: string): number | undefined {
  const [hour, minute] = text.split(':').map(Number)
  return hour === undefined || minute === undefined ? undefined : hour * 60 + minute
}
