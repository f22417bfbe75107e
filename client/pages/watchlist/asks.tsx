import { createMemo, createSignal, onCleanup, Show } from 'solid-js'
import { whenIdle } from '../../state/when-idle.ts'
import { words } from '../../words/words.ts'
import { makeLate } from '../late.tsx'
import type { WatchlistDialogsProps } from './dialogs.tsx'

const load = async () => (await import('./dialogs.tsx')).WatchlistDialogs
const Dialogs = makeLate<WatchlistDialogsProps>({
  load,
  failed: () => words().failed,
  place: 'watchlist-asks',
})

/** Where the dialogs of a list will be: they are loaded once the page has settled, or when one is wanted. */
export function WatchlistAsks(props: WatchlistDialogsProps) {
  const [loaded, setLoaded] = createSignal(false)
  // A phone shows its keyboard only for a field that is there at the moment of the tap.
  const arrive = () => setLoaded(true)
  onCleanup(whenIdle(() => load().then(arrive, () => {})))
  const wanted = createMemo<boolean>(
    (before) => before || loaded() || props.naming !== undefined || props.moving !== undefined,
    false,
  )
  return (
    <Show when={wanted()}>
      <Dialogs {...props} />
    </Show>
  )
}
