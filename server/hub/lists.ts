/**
 * One list of symbols for all who ask for the same: ten thousand clients have few between them, and what a
 * list names is then worked out once (see resolving.ts).
 */
export type ShareList = (symbols: readonly string[]) => readonly string[]

/** So many symbols are remembered, in all lists; then it begins anew, because clients may ask as they like. */
const mostSymbols = 50_000

export function makeLists(): ShareList {
  const lists = new Map<string, readonly string[]>()
  /** By what was asked with, where the same array comes again: a message that many say is parsed once. */
  const asked = new WeakMap<readonly string[], readonly string[]>()
  let remembered = 0

  function share(symbols: readonly string[]): readonly string[] {
    // No symbol has a comma in it.
    const key = symbols.join()
    const known = lists.get(key)
    if (known !== undefined) return known
    const list = [...new Set(symbols)]
    if (remembered + symbols.length > mostSymbols) {
      lists.clear()
      remembered = 0
    }
    lists.set(key, list)
    remembered += symbols.length
    return list
  }

  return (symbols) => {
    let list = asked.get(symbols)
    if (list === undefined) {
      list = share(symbols)
      asked.set(symbols, list)
    }
    return list
  }
}
