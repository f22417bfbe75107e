import type { Time } from './time.ts'

/** A server that doesn't promise a heartbeat is still heard of within this. */
const longestMs = 60_000

/** A stream is dead after twice the silence that its server promised, ms. */
export function patienceFor(heartbeatMs: number): number {
  return heartbeatMs > 0 ? 2 * heartbeatMs : longestMs
}

/** Barks once when nothing was heard for `ms`; `heard` puts it off. */
export interface Watchdog {
  heard(): void
  /** Another patience, from now on. */
  patience(ms: number): void
  stop(): void
}

/** A message costs no timer: the deadline moves, and the one timer looks again when it is due. */
export function startWatchdog(time: Time, ms: number, bark: () => void): Watchdog {
  let patienceMs = ms
  let heardAt = time.now()
  let cancel = time.after(ms, look)

  function look(): void {
    const now = time.now()
    // A clock that was set back would keep it asleep for as long.
    heardAt = Math.min(heardAt, now)
    const leftMs = heardAt + patienceMs - now
    if (leftMs <= 0) bark()
    else cancel = time.after(leftMs, look)
  }

  return {
    heard() {
      heardAt = time.now()
    },
    patience(next) {
      patienceMs = next
      heardAt = time.now()
      cancel()
      cancel = time.after(next, look)
    },
    stop: () => cancel(),
  }
}
