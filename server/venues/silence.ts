import type { InstrumentId } from '../../shared/instrument.ts'

/** What is found of instruments that should speak and don't. */
export interface Silent {
  /** Spoke on this connection and fell silent: the subscription may be dead though the venue pings. */
  fell: InstrumentId[]
  /** Never spoke on this connection; told once. */
  never: InstrumentId[]
}

export interface Silence {
  /** These are to speak from now on; those that were to speak before keep their time. */
  watch(instruments: readonly InstrumentId[], now: number): void
  heard(instrument: InstrumentId, now: number): void
  /** Nobody need have spoken until now. */
  excuse(now: number): void
  check(now: number): Silent
}

export function neverSpoke(instrument: InstrumentId, ms: number): string {
  return `${instrument} was subscribed and has sent nothing for ${Math.round(ms / 1000)} s: its name may be dead.`
}

export function fellSilent(instruments: readonly InstrumentId[], ms: number): string {
  return `${instruments.join(', ')} fell silent for ${Math.round(ms / 1000)} s: a new connection is made.`
}

/**
 * Watches the instruments of one connection. Heartbeats and pings don't count: only an instrument's
 * own figures do. Pure: `now` is any clock that only rises, in ms.
 */
export function watchSilence({ limitMs }: { limitMs: number }): Silence {
  const heardAt = new Map<InstrumentId, number>()
  const told = new Set<InstrumentId>()
  let since = new Map<InstrumentId, number>()

  return {
    watch(instruments, now) {
      since = new Map(instruments.map((instrument) => [instrument, since.get(instrument) ?? now]))
      for (const instrument of heardAt.keys())
        if (!since.has(instrument)) heardAt.delete(instrument)
    },
    heard(instrument, now) {
      if (since.has(instrument)) heardAt.set(instrument, now)
    },
    excuse(now) {
      for (const instrument of since.keys()) since.set(instrument, now)
      for (const instrument of heardAt.keys()) heardAt.set(instrument, now)
    },
    check(now) {
      const silent: Silent = { fell: [], never: [] }
      for (const [instrument, at] of since) {
        if (now - (heardAt.get(instrument) ?? at) < limitMs) continue
        if (heardAt.has(instrument)) silent.fell.push(instrument)
        else if (!told.has(instrument)) {
          told.add(instrument)
          silent.never.push(instrument)
        }
      }
      return silent
    },
  }
}

/** Between two new connections because of silent instruments. */
export interface Cooldown {
  /** Begins the next one; false while the last isn't over. */
  begin(now: number): boolean
}

/** Doubled each time: an instrument that falls silent again and again is a quiet one. */
export function makeCooldown({
  cooldownMs,
  maxCooldownMs,
}: {
  cooldownMs: number
  maxCooldownMs: number
}): Cooldown {
  let until = Number.NEGATIVE_INFINITY
  let ms = cooldownMs
  return {
    begin(now) {
      if (now < until) return false
      until = now + ms
      ms = Math.min(maxCooldownMs, 2 * ms)
      return true
    },
  }
}
