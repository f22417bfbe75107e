import { type Component, createSignal, ErrorBoundary, lazy, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Problem } from '../ui/problem.tsx'
import { words } from '../words/words.ts'

export interface LateOptions<P extends Record<string, unknown>> {
  load(): Promise<Component<P>>
  /** What is said where it can't be loaded, or breaks. */
  failed(): string
  /** The class of what stands in its place meanwhile. */
  place: string
}

/** A part of a page that is loaded when it is first wanted. Its trouble is its own: the rest stands. */
export function makeLate<P extends Record<string, unknown>>({
  load,
  failed,
  place,
}: LateOptions<P>): Component<P> {
  const start = () => lazy(async () => ({ default: await load() }))
  const [part, setPart] = createSignal(start())

  return function Late(props: P) {
    return (
      <ErrorBoundary
        fallback={(_, reset) => (
          <Problem
            text={failed()}
            action={words().retry}
            onRetry={() => {
              // A component that failed to load stays failed: only a new one asks again.
              setPart(start)
              reset()
            }}
          />
        )}
      >
        <Suspense fallback={<div class={place} />}>
          <Dynamic<Component<P>> component={part()} {...props} />
        </Suspense>
      </ErrorBoundary>
    )
  }
}
