/**
 * Fixed point: a price is an integer count of 10^-decimals (its units), so that comparing is exact.
 * Text is only at the edges. Units stay below 2^53; what doesn't fit is refused, never rounded away.
 */
const decimal = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/

/**
 * Units of a decimal text or JSON number: `('61837.63', 2)` is 6183763. Digits beyond `decimals`
 * are rounded half away from zero. `undefined` for anything that is not a finite decimal number,
 * or whose units exceed 2^53.
 */
export function parseUnits(value: unknown, decimals: number): number | undefined {
  if (typeof value === 'number') value = String(value)
  if (typeof value !== 'string') return undefined
  const match = decimal.exec(value)
  if (match?.[2] === undefined) return undefined
  const [, sign, whole, fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  // Where the decimal point stands in `digits` once everything is counted in units.
  const point = whole.length + Number(exponent) + decimals
  const kept = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  if (kept.length > 400) return undefined
  const roundsUp = point >= 0 && (digits[point] ?? '0') >= '5'
  const units = Number(kept) + (roundsUp ? 1 : 0)
  if (!Number.isSafeInteger(units)) return undefined
  return sign === '-' && units !== 0 ? -units : units
}

/**
 * Units of a price: as `parseUnits`, but `undefined` for zero and below too. Zero, null and NaN are
 * how venues say "no price".
 */
export function parsePrice(value: unknown, decimals: number): number | undefined {
  const units = parseUnits(value, decimals)
  return units !== undefined && units > 0 ? units : undefined
}

/** Decimal text of units, every decimal written: `(6183760, 2)` is `61837.60`. Also a valid JSON number. */
export function formatUnits(units: number, decimals: number): string {
  if (decimals === 0) return String(units)
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0')
  const split = digits.length - decimals
  return `${units < 0 ? '-' : ''}${digits.slice(0, split)}.${digits.slice(split)}`
}

/**
 * How many decimals a tick such as `0.01000000` or `1e-7` leaves: 2, 7. `undefined` where it is no
 * positive number.
 */
export function decimalsOfTick(tick: unknown): number | undefined {
  for (let decimals = 0; decimals <= 12; decimals++) {
    const units = parseUnits(tick, decimals)
    if (units === undefined) return undefined
    if (units > 0 && Math.abs(units / 10 ** decimals / Number(tick) - 1) < 1e-9) return decimals
  }
  return undefined
}

/**
 * Change from `open` to `price` in basis points (hundredths of a per cent), rounded; `undefined`
 * without an open.
 */
export function changeInBasisPoints(price: number, open: number | undefined): number | undefined {
  if (open === undefined || open <= 0) return undefined
  return Math.round(((price - open) / open) * 10_000)
}
