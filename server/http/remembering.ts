/** Of what clients write as they like, so much is remembered; then it begins anew. */
export interface Bounds {
  most: number
  /** Longer texts never are. */
  longest: number
}

/** What was made of texts, and never changes: ten thousand who come at once write the same few. */
export interface Memory<T> {
  get(text: string): T | undefined
  keep(text: string, made: T): void
}

export function makeMemory<T>({ most, longest }: Bounds): Memory<T> {
  const known = new Map<string, T>()
  return {
    get: (text) => known.get(text),
    keep(text, made) {
      if (text.length > longest) return
      if (known.size >= most) known.clear()
      known.set(text, made)
    },
  }
}

/** The same as `make`, which is asked once about each text that is remembered. */
export function remembering<T>(
  make: (text: string) => T,
  { isKept, ...bounds }: Bounds & { isKept(made: T): boolean },
): (text: string) => T {
  const memory = makeMemory<T>(bounds)
  return (text) => {
    const remembered = memory.get(text)
    if (remembered !== undefined) return remembered
    const made = make(text)
    if (isKept(made)) memory.keep(text, made)
    return made
  }
}
