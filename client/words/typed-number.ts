import { formatters } from './formats.ts'

/**
 * The number that a person typed, in the chosen number format or plainly as `1234.5`; as plain decimal
 * text with every digit, also of those that no number has room for. `undefined` where it is none, or
 * where the two readings of it differ: in `1.234,5` nobody knows whether `1.234` is a thousand or one
 * and a bit.
 */
export function parseDecimal(text: string): string | undefined {
  // NFKC makes full-width digits and every kind of space plain ones.
  const typed = text.normalize('NFKC').trim()
  const [, sign = '', digits = ''] = /^([+−-]?)\s*(.*)$/.exec(typed) ?? []
  const chosen = parseGrouped(digits)
  const plain = parsePlain(digits)
  if (chosen !== undefined && plain !== undefined && chosen !== plain) return undefined
  const value = chosen ?? plain
  return value !== undefined && (sign === '-' || sign === '−') ? `-${value}` : value
}

/** Digits as the chosen format groups them, or without groups. */
function parseGrouped(digits: string): string | undefined {
  const { group, decimal } = formatters()
  const [whole = '', fraction = '', ...more] = digits.split(decimal)
  if (more.length > 0) return undefined
  const separator = group.normalize('NFKC')
  const groups = whole.split(separator)
  if (groups.length > 1 && !isGrouped(groups)) return undefined
  return parsePlain(`${groups.join('')}.${fraction}`)
}

/** Digits with at most one point, in one way: `.50` is `0.50`, `007.` is `7`. */
function parsePlain(digits: string): string | undefined {
  const [, whole = '', fraction = ''] = /^(\d*)\.?(\d*)$/.exec(digits) ?? []
  if (whole + fraction === '') return undefined
  const plain = whole.replace(/^0+(?=\d)/, '') || '0'
  return fraction === '' ? plain : `${plain}.${fraction}`
}

/** By thousands, or as in India by hundreds above the first thousand. A grouped number has no leading zero. */
function isGrouped([first = '', ...others]: readonly string[]): boolean {
  const lengths = others.map((each) => each.length)
  const thousands = lengths.every((length) => length === 3)
  const hundreds = lengths.every((length, i) => length === (i === lengths.length - 1 ? 3 : 2))
  return /^[1-9]\d{0,2}$/.test(first) && (thousands || (hundreds && first.length < 3))
}

/**
 * Plain decimal text as a person would type it, which `parseDecimal` reads: the decimals as chosen, no
 * groups.
 */
export function typedDecimal(text: string): string {
  return text.replace('.', formatters().decimal)
}
