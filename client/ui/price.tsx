import type { Flash } from './flash.ts'

/** A price that flashes when it moves. */
export function Price(props: { text: string; flash: Flash | undefined }) {
  return (
    <span
      class="row-price"
      data-flash={props.flash ? `${props.flash.way}-${props.flash.strength}` : undefined}
    >
      {props.text}
    </span>
  )
}
