import { Icon } from './icon.tsx'

/** The button that opens the chart's sheet, which comes out below it where there is room. */
export function ChartMore(props: {
  /** The sheet's id. */
  sheet: string
  text: string
  label: string
  /** It may be pressed in a moment. */
  onNear(): void
}) {
  function place(button: HTMLButtonElement) {
    const { bottom, right } = button.getBoundingClientRect()
    const { style } = document.getElementById(props.sheet) ?? button
    style.setProperty('--sheet-top', `${bottom + 2}px`)
    style.setProperty('--sheet-end', `${Math.max(8, innerWidth - right)}px`)
  }
  return (
    <button
      type="button"
      class="chart-more"
      popovertarget={props.sheet}
      onPointerEnter={() => props.onNear()}
      onFocus={() => props.onNear()}
      onClick={(event) => place(event.currentTarget)}
    >
      <span>{props.text}</span>
      <Icon name="adjust" />
      <span class="visually-hidden">{props.label}</span>
    </button>
  )
}
