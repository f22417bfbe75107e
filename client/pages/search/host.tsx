import {
  createEffect,
  createSignal,
  ErrorBoundary,
  lazy,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { whenIdle } from '../../state/when-idle.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { words } from '../../words/words.ts'
import type { SearchList } from './search.tsx'

const Search = lazy(async () => ({ default: (await import('./search.tsx')).Search }))

/** Where the search will be: it is loaded once the page has settled, and opened by the key `/` too. */
export function SearchHost(props: { app: AppState; route: Route; list: SearchList | undefined }) {
  const [wanted, setWanted] = createSignal(false)
  const isWanted = () => wanted() || props.app.search.visit() !== undefined

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.defaultPrevented || isTyping(event.target)) return
    if (document.querySelector('dialog[open], :popover-open')) return
    event.preventDefault()
    props.app.search.open()
  }
  createEffect(() => {
    if (props.route.asksForSearch()) props.app.search.open()
  })
  onMount(() => {
    document.addEventListener('keydown', onKeyDown)
    // A phone shows its keyboard only for a field that is there at the moment of the tap.
    const callOff = whenIdle(() => setWanted(true))
    onCleanup(() => {
      document.removeEventListener('keydown', onKeyDown)
      callOff()
    })
  })

  return (
    <ErrorBoundary fallback={(_, reset) => <SearchFailed app={props.app} onRetry={reset} />}>
      <Suspense>
        <Show when={isWanted()}>
          <Search app={props.app} route={props.route} list={props.list} />
        </Show>
      </Suspense>
    </ErrorBoundary>
  )
}

/** The search broke, or couldn't be loaded; said once it is opened, and nothing else suffers. */
function SearchFailed(props: { app: AppState; onRetry(): void }) {
  return (
    <Dialog
      open={props.app.search.visit() !== undefined}
      title={words().search.title}
      closeLabel={words().search.close}
      onClose={props.app.search.close}
    >
      <p>{words().search.broken}</p>
      <div class="buttons dialog-buttons">
        <Button kind="primary" onPress={() => props.onRetry()}>
          {words().retry}
        </Button>
      </div>
    </Dialog>
  )
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches('input:not([type=radio], [type=checkbox]), textarea, select')
  )
}
