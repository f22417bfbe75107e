import { createSignal, getOwner, runWithOwner } from 'solid-js'

export interface WhenWanted<T> {
  /** `undefined` until it is there; the first who asks has it loaded. */
  (): T | undefined
  /** Runs once it is there; rejects where it can't be loaded. */
  use(run: (made: T) => void): Promise<void>
}

/**
 * What is loaded when somebody first asks for it, and made under the owner of who asked for this.
 * Where it can't be loaded, the next who asks tries again.
 */
export function createWhenWanted<T>(load: () => Promise<() => T>): WhenWanted<T> {
  const [made, setMade] = createSignal<{ value: T }>()
  const owner = getOwner()
  let loading: Promise<T> | undefined

  function want(): Promise<T> {
    loading ??= load().then(
      (make) => {
        const value = runWithOwner(owner, make)
        if (value === undefined) throw new Error('What was wanted has come to nothing.')
        setMade({ value })
        return value
      },
      (error) => {
        loading = undefined
        throw error
      },
    )
    return loading
  }

  function get(): T | undefined {
    // Whoever only looks sees that it isn't there.
    want().catch(() => {})
    return made()?.value
  }
  return Object.assign(get, {
    use: async (run: (value: T) => void) => run(await want()),
  })
}
