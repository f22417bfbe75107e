import { formatters } from './formats.ts'

/**
 * The number that a person typed, in the chosen number format or plainly as `1234.5`; `undefined`
 * where it is none, or where the two readings of it differ: in `1.234,5` nobody knows whether
 * `1.234` is a thousand or one and a bit.
 */
export function parseNumber(text: string): number | undefined {
  // NFKC makes full-width digits and every kind of space plain ones.
  const typed = text.normalize('NFKC').trim()
  const [, sign = '', digits = ''] = /^([+−-]?)\s*(.*)$/.exec(typed) ?? []
  const chosen = parseGrouped(digits)
  const plain = /^(\d+\.?\d*|\.\d+)$/.test(digits) ? Number(digits) : undefined
  if (chosen !== undefined && plain !== undefined && chosen !== plain) return undefined
  const value = chosen ?? plain
  if (value === undefined || !Number.isFinite(value)) return undefined
  return value !== 0 && (sign === '-' || sign === '−') ? -value : value
}

/** Digits as the chosen format groups them, or without groups. */
function parseGrouped(digits: string): number | undefined {
  const { group, decimal } = formatters()
  const [whole = '', fraction = '', ...more] = digits.split(decimal)
  if (more.length > 0 || !/^\d*$/.test(fraction) || whole + fraction === '') return undefined
  const separator = group.normalize('NFKC')
  const groups = whole.split(separator)
  if (groups.length > 1 && !isGrouped(groups)) return undefined
  const joined = groups.join('')
  return /^\d*$/.test(joined) ? Number(`${joined}.${fraction}`) : undefined
}

/** By thousands, or as in India by hundreds above the first thousand. A grouped number has no leading zero. */
function isGrouped([first = '', ...others]: readonly string[]): boolean {
  const lengths = others.map((each) => each.length)
  const thousands = lengths.every((length) => length === 3)
  const hundreds = lengths.every((length, i) => length === (i === lengths.length - 1 ? 3 : 2))
  return /^[1-9]\d{0,2}$/.test(first) && (thousands || (hundreds && first.length < 3))
}

/** A number as a person would type it into a field, which `parseNumber` reads: the decimals as chosen, no groups. */
export function typedNumber(value: number): string {
  // Not String(value), which writes what is small as 1e-7.
  const plain = value.toFixed(12).replace(/\.?0+$/, '')
  return plain.replace('.', formatters().decimal)
}
