/** A busy machine is late by less. */
const leastMs = 10_000

/**
 * How much time was lost since the last call, ms; 0 where none was. Asked every `everyMs`, it tells a
 * machine that slept or a process that was stopped, and a clock that was put forward or, negative, back.
 */
export function makeStandstill({ everyMs, now }: { everyMs: number; now(): number }): () => number {
  let askedAt = now()
  return () => {
    const lostMs = now() - askedAt - everyMs
    askedAt += lostMs + everyMs
    return Math.abs(lostMs) > leastMs ? lostMs : 0
  }
}
