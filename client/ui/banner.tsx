import { Show } from 'solid-js'
import { Dot, type Health } from './badge.tsx'

/**
 * Said once, politely, when the connection is gone for longer than a moment. It lies over the page and
 * moves nothing.
 */
export function Banner(props: { shown: boolean; health: Health; text: string; spoken: string }) {
  return (
    <>
      <div class="visually-hidden" role="status">
        {props.shown ? props.spoken : ''}
      </div>
      <Show when={props.shown}>
        <div class="banner" aria-hidden="true">
          <Dot health={props.health} />
          {props.text}
        </div>
      </Show>
    </>
  )
}
