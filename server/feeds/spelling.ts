import { parseSymbol } from '../../shared/instrument.ts'

/** So many are remembered; then it begins anew, because clients may spell as they like. */
const mostSpellings = 20_000
const longestSpelling = 64
const spellings = new Set<string>()

/** Whether it is written as a symbol is. Ten thousand who come at once name the same few. */
export function isSymbol(text: string): boolean {
  if (spellings.has(text)) return true
  if (parseSymbol(text) === undefined) return false
  if (text.length > longestSpelling) return true
  if (spellings.size >= mostSpellings) spellings.clear()
  spellings.add(text)
  return true
}
