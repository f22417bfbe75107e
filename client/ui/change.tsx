import { Show } from 'solid-js'

/**
 * A change that is told by sign, by shape and by colour; in the price's own currency too where `move`
 * tells it.
 */
export function Change(props: {
  way: 'up' | 'down' | 'flat'
  text: string | undefined
  move?: string | undefined
}) {
  return (
    <span class="change" data-way={props.way}>
      <Show when={props.way !== 'flat'}>
        <svg viewBox="0 0 8 8" aria-hidden="true">
          <path d={props.way === 'up' ? 'M4 1l4 6H0z' : 'M4 7L0 1h8z'} />
        </svg>
      </Show>
      {props.text ?? '–'}
      <Show when={props.move}>
        {/* A space of the text, so that the two are read as two. */}{' '}
        <span class="change-move">{props.move}</span>
      </Show>
    </span>
  )
}
