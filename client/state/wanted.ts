import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'

/** How much of an instrument: its price alone, or its bid, ask and exact time too. */
export type Depth = 'price' | 'detail'

interface Want {
  symbols: Accessor<readonly string[]>
  depth: Depth
}

/** The instruments that what is on the screen wants prices of. */
export function createWanted() {
  const [all, setAll] = createSignal<readonly Want[]>([])

  /** Each once. */
  function createSymbols(isMeant: (want: Want) => boolean) {
    return createMemo<readonly string[]>(
      () => [
        ...new Set(
          all()
            .filter(isMeant)
            .flatMap(({ symbols }) => [...symbols()]),
        ),
      ],
      [],
      { equals: (a, b) => a.length === b.length && a.every((each, index) => each === b[index]) },
    )
  }

  return {
    /** For as long as the caller's owner lives, these are wanted too. */
    want(symbols: Accessor<readonly string[]>, depth: Depth = 'price'): void {
      const want = { symbols, depth }
      setAll((before) => [...before, want])
      onCleanup(() => setAll((before) => before.filter((each) => each !== want)))
    },
    symbols: createSymbols(() => true),
    /** Those of which all is wanted. */
    detail: createSymbols(({ depth }) => depth === 'detail'),
  }
}

export type Wanted = ReturnType<typeof createWanted>
