/** How often cadence 0 beats though nothing has changed, so that its heartbeats go out. */
export const idleBeatMs = 500

/** Calls what beats at the same cadence with one timer. A cadence exists while something beats to it. */
export interface Cadences {
  /** Adds a beat; the returned stop removes it. A cadence of 0 ms beats when `changed` says so. */
  add(intervalMs: number, beat: () => void): () => void
  /** Something changed: beats at cadence 0 follow once the present work is done. */
  changed(): void
  /** Beats at cadence 0 now. */
  beat(): void
}

export function makeCadences(): Cadences {
  const cadences = new Map<number, { beats: Set<() => void>; timer: NodeJS.Timeout }>()
  const immediate = new Set<() => void>()
  let pending = false

  function beat(): void {
    pending = false
    for (const each of immediate) each()
  }

  return {
    add(intervalMs, beat) {
      if (intervalMs === 0) {
        immediate.add(beat)
        return () => immediate.delete(beat)
      }
      let cadence = cadences.get(intervalMs)
      if (cadence === undefined) {
        const beats = new Set<() => void>()
        const timer = setInterval(() => {
          for (const each of beats) each()
        }, intervalMs)
        cadence = { beats, timer }
        cadences.set(intervalMs, cadence)
      }
      const { beats, timer } = cadence
      beats.add(beat)
      return () => {
        if (!beats.delete(beat) || beats.size > 0) return
        clearInterval(timer)
        cadences.delete(intervalMs)
      }
    },
    changed() {
      if (pending || immediate.size === 0) return
      pending = true
      setImmediate(beat)
    },
    beat,
  }
}
