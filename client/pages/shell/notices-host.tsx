import { ErrorBoundary, lazy, Show, Suspense } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { clockWrong } from '../../state/settings/clock-wrong.ts'

const Notices = lazy(async () => ({ default: (await import('./notices.tsx')).Notices }))

/** Loads the notices where there is one to be told, which is nowhere but on few devices. */
export function NoticesHost(props: { app: AppState }) {
  const hasSome = () =>
    props.app.push()?.trouble() !== undefined ||
    props.app.account.isEndUntold() ||
    props.app.keeping.untold() !== undefined ||
    clockWrong(props.app.status()) !== undefined
  return (
    // Where they can't be loaded, nothing can be kept or fetched either, and that is said elsewhere.
    <ErrorBoundary fallback={null}>
      <Suspense>
        <Show when={hasSome()}>
          <Notices app={props.app} />
        </Show>
      </Suspense>
    </ErrorBoundary>
  )
}
