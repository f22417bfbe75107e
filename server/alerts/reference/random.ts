/** For tests: chance that is the same each time. */
export function randomOf(seed: number) {
  let state = seed
  /** Mulberry32. */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(...of: readonly [T, ...T[]]): T => of[whole(0, of.length - 1)] ?? of[0]
  return { next, whole, pick }
}
export type Random = ReturnType<typeof randomOf>
