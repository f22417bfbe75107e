import { Show } from 'solid-js'

/** What the keys do, for those who have some. */
export function SearchKeys(props: {
  adds: boolean
  words: { choose: string; open: string; add: string; close: string }
}) {
  return (
    <p class="search-keys" aria-hidden="true">
      <span>
        <kbd>↑</kbd>
        <kbd>↓</kbd>
        {props.words.choose}
      </span>
      <span>
        <kbd>Enter</kbd>
        {props.words.open}
      </span>
      <Show when={props.adds}>
        <span>
          <kbd>Ctrl Enter</kbd>
          {props.words.add}
        </span>
      </Show>
      <span>
        <kbd>Esc</kbd>
        {props.words.close}
      </span>
    </p>
  )
}
