/** How old changes were when they came: pairs of whole milliseconds and how many, ascending. */
export type Ages = readonly number[]

/** The age that `share` of all changes did not exceed; NaN where there were none. */
export function ageAt(ages: Ages, share: number): number {
  const total = count(ages)
  let seen = 0
  for (let i = 0; i < ages.length; i += 2) {
    seen += ages[i + 1] ?? 0
    if (seen >= total * share) return ages[i] ?? Number.NaN
  }
  return Number.NaN
}

export function count(ages: Ages): number {
  return ages.reduce((sum, value, index) => (index % 2 === 1 ? sum + value : sum), 0)
}

/** Single ages, ms, as pairs. */
export function agesOf(values: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const value of values) {
    const age = Math.max(0, Math.floor(value))
    counts.set(age, (counts.get(age) ?? 0) + 1)
  }
  return [...counts].sort(([a], [b]) => a - b).flat()
}
