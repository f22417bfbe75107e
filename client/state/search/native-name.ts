import { words } from '../../words/words.ts'

const ascii = /^[\u0020-\u007e]*$/

/**
 * What to look for where a coin was typed by the name that only the person's language has: `비트코인`,
 * or its beginning, is `BTC`. Catalogues know codes and English names.
 */
export function codeOf(typed: string): string {
  if (ascii.test(typed)) return typed
  const text = typed.replaceAll(/\s/g, '')
  const names = Object.entries(words().coins)
  const found =
    names.find(([, name]) => name === text) ??
    names.find(([, name]) => name.startsWith(text)) ??
    names.find(([, name]) => name.includes(text))
  return found?.[0] ?? typed
}
