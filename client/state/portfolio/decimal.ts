/**
 * Decimal numbers that are exact: `digits` counted in 10^-scale. Sums, differences and products lose
 * nothing, whatever their size; only a quotient is rounded, to at least 24 significant digits. A sum of
 * money is made a `number` at the very end, to be written on the screen.
 */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

export const zero: Decimal = { digits: 0n, scale: 0 }

const significant = 24
/** Longer than anybody's figures; text beyond it is refused, so that no file can keep the page busy. */
const longest = 60
const shape = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/

/** Of plain decimal text: `-1234.50`, `1e-8`; `undefined` for all else. */
export function parseDecimalText(text: string): Decimal | undefined {
  const match = shape.exec(text)
  if (!match || text.length > longest) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const scale = fraction.length - Number(exponent)
  const digits = BigInt(`${sign}${whole}${fraction}`)
  return scale < 0 ? { digits: digits * power(-scale), scale: 0 } : trimmed({ digits, scale })
}

/** Plain decimal text, without zeros that say nothing: what `parseDecimalText` reads. */
export function decimalText(value: Decimal): string {
  const { digits, scale } = trimmed(value)
  const plain = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  const sign = digits < 0n ? '-' : ''
  const split = plain.length - scale
  return scale === 0 ? sign + plain : `${sign}${plain.slice(0, split)}.${plain.slice(split)}`
}

/** The nearest number. */
export function toNumber(value: Decimal): number {
  return Number(decimalText(value))
}

/** A count of 10^-scale, as prices are kept. */
export function fromUnits(units: number, scale: number): Decimal {
  return { digits: BigInt(units), scale }
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: scaled(a, scale) + scaled(b, scale), scale }
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { digits: -b.digits, scale: b.scale })
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return trimmed({ digits: a.digits * b.digits, scale: a.scale + b.scale })
}

/** Rounded towards zero; `undefined` by zero. */
export function divide(a: Decimal, b: Decimal): Decimal | undefined {
  if (b.digits === 0n) return undefined
  const missing = significant + length(b.digits) - length(a.digits)
  const more = Math.max(0, missing, b.scale - a.scale)
  const digits = (a.digits * power(more)) / b.digits
  return trimmed({ digits, scale: a.scale + more - b.scale })
}

export function compare(a: Decimal, b: Decimal): number {
  const { digits } = subtract(a, b)
  return digits === 0n ? 0 : digits > 0n ? 1 : -1
}

function scaled({ digits, scale }: Decimal, to: number): bigint {
  return digits * power(to - scale)
}

/** Without zeros at the end, so that numbers stay as short as they can. */
function trimmed({ digits, scale }: Decimal): Decimal {
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n
    scale -= 1
  }
  return { digits, scale }
}

function length(digits: bigint): number {
  return String(digits < 0n ? -digits : digits).length
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent)
}
