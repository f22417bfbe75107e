import { type Accessor, createSignal, getOwner, runWithOwner } from 'solid-js'

/**
 * What is loaded when somebody first asks for it, and made under the owner of who asked for this.
 * `undefined` until it is there; where it can't be loaded, the next who asks tries again.
 */
export function createWhenWanted<T>(load: () => Promise<() => T>): Accessor<T | undefined> {
  const [made, setMade] = createSignal<T>()
  const owner = getOwner()
  let isAsked = false
  return () => {
    if (!isAsked) {
      isAsked = true
      load().then(
        (make) => setMade(() => runWithOwner(owner, make)),
        () => {
          isAsked = false
        },
      )
    }
    return made()
  }
}
