import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'

/** The instruments that what is on the screen wants prices of. */
export function createWanted() {
  const [all, setAll] = createSignal<readonly Accessor<readonly string[]>[]>([])

  return {
    /** For as long as the caller's owner lives, these are wanted too. */
    want(symbols: Accessor<readonly string[]>): void {
      setAll((before) => [...before, symbols])
      onCleanup(() => setAll((before) => before.filter((each) => each !== symbols)))
    },
    /** Each once. */
    symbols: createMemo<readonly string[]>(
      () => [...new Set(all().flatMap((symbols) => [...symbols()]))],
      [],
      { equals: (a, b) => a.length === b.length && a.every((each, index) => each === b[index]) },
    ),
  }
}

export type Wanted = ReturnType<typeof createWanted>
