import { type Accessor, createSignal, getOwner, onCleanup, runWithOwner } from 'solid-js'

/** A busy page is not waited for longer than this. */
const patienceMs = 10_000

/**
 * What nobody needs before the page has settled: loaded then, and made under the owner of who asks for
 * it. `undefined` until it is there; where it can't be loaded, it is missing until the next opening.
 */
export function createLater<T>(load: () => Promise<() => T>): Accessor<T | undefined> {
  const [made, setMade] = createSignal<T>()
  const owner = getOwner()
  let isOver = false

  const start = () =>
    load().then(
      (make) => {
        if (!isOver) setMade(() => runWithOwner(owner, make))
      },
      () => {},
    )
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, patienceMs / 5))
  const callOff = window.cancelIdleCallback ?? clearTimeout
  const handle = idle(() => void start(), { timeout: patienceMs })
  onCleanup(() => {
    isOver = true
    callOff(handle)
  })
  return made
}
