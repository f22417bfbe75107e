/** Of what clients write as they like, so much is remembered; then it begins anew. */
export interface Memory<T> {
  most: number
  /** Longer texts never are. */
  longest: number
  isKept(made: T): boolean
}

/** What was made of a text, and never changes: ten thousand who come at once write the same few. */
export function remembering<T>(
  make: (text: string) => T,
  { most, longest, isKept }: Memory<T>,
): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const remembered = known.get(text)
    if (remembered !== undefined) return remembered
    const made = make(text)
    if (text.length > longest || !isKept(made)) return made
    if (known.size >= most) known.clear()
    known.set(text, made)
    return made
  }
}
