import type { AlertPhase } from '../../shared/alert.ts'
import type { Part } from './conditions.ts'
import type { Gauge, Trigger } from './gauge.ts'
import { boundsOf, isArmable, isRearmed, zoneOf } from './zones.ts'

/** What outlives a restart: where each gauge stood, and what is being waited for. */
export interface Memory {
  /** By part; null where it is to be learned from the next value. */
  zones: (number | null)[]
  /** Fired, and not yet back far enough. */
  recovering: boolean
}

export interface WatchOptions {
  parts: readonly Part[]
  /** Of each part. */
  gauges: readonly Gauge[]
  memory: Memory
  /** The condition is met. Nothing is watched any more, until `rearm`. */
  onFire(value: number): void
  /** It stands elsewhere than before, and nobody need be told. */
  onTurn(phase: Extract<AlertPhase, 'armed' | 'beyond'>): void
}

/*
 * One alert at its gauges:
 *
 *   learning ──first value──▶ armed | beyond ──┬── a move that counts ──▶ onFire, halted
 *                                 ▲            └── another move: where it stands now
 *                                 └── recovering: back far enough ◀── rearm() ── halted
 */
export interface Watch {
  /** Begins to wait, by its memory. */
  start(): void
  /** After it has fired: waits until the gauges are back far enough, then for the next time. */
  rearm(): void
  /** Waits for nothing any more. */
  halt(): void
  memory(): Memory
}

export function makeWatch({ parts, gauges, memory, onFire, onTurn }: WatchOptions): Watch {
  const zones = [...memory.zones]
  let recovering = memory.recovering
  let halted = true
  const triggers = parts.map((part, index) => {
    const reached = (value: number) => moved(part, index, value)
    return [trigger('rise', reached), trigger('fall', reached)] as const
  })

  function moved(part: Part, index: number, value: number): void {
    if (halted) return
    clear(index)
    if (recovering) {
      recover()
      return
    }
    const from = zones[index]
    const to = zoneOf(part.zones, value)
    zones[index] = to
    if (from !== undefined && from !== null && part.zones.counts(from, to)) {
      halt()
      onFire(value)
      return
    }
    place(index)
    onTurn(phase())
  }

  /** Back far enough is all parts back: a fall that follows a rise is told once, not each time anew. */
  function recover(): void {
    const isBack = parts.every(({ zones }, index) => {
      const value = gauges[index]?.value()
      return value !== undefined && isRearmed(zones, value)
    })
    if (!isBack) {
      for (const index of parts.keys()) placeRecovering(index)
      return
    }
    recovering = false
    for (const [index, part] of parts.entries()) {
      const value = gauges[index]?.value()
      zones[index] = value === undefined ? null : zoneOf(part.zones, value)
      place(index)
    }
    onTurn(phase())
  }

  /** Waits at the borders of the zone; where it isn't known, for any value at all. */
  function place(index: number): void {
    clear(index)
    const zone = zones[index]
    const part = parts[index]
    if (part === undefined) return
    if (zone === undefined || zone === null) {
      set(index, { rise: Number.NEGATIVE_INFINITY, fall: undefined })
      return
    }
    const { from, to } = boundsOf(part.zones, zone)
    set(index, { rise: to, fall: from })
  }

  /** Waits where the nearest zones begin in which it would be armed again. */
  function placeRecovering(index: number): void {
    clear(index)
    const value = gauges[index]?.value()
    const part = parts[index]
    if (part === undefined) return
    if (value === undefined) {
      set(index, { rise: Number.NEGATIVE_INFINITY, fall: undefined })
      return
    }
    let rise: number | undefined
    let fall: number | undefined
    for (const { from, to } of part.zones.rearmed) {
      if (from !== undefined && value < from) rise = Math.min(rise ?? from, from)
      if (to !== undefined && value >= to) fall = Math.max(fall ?? to, to)
    }
    set(index, { rise, fall })
  }

  function set(
    index: number,
    { rise, fall }: { rise: number | undefined; fall: number | undefined },
  ): void {
    const [up, down] = triggers[index] ?? []
    const gauge = gauges[index]
    if (up === undefined || down === undefined || gauge === undefined) return
    if (rise !== undefined) {
      up.level = rise
      gauge.set(up)
    }
    if (fall !== undefined) {
      down.level = fall
      gauge.set(down)
    }
  }

  function clear(index: number): void {
    for (const each of triggers[index] ?? []) gauges[index]?.clear(each)
  }

  function halt(): void {
    halted = true
    for (const index of parts.keys()) clear(index)
  }

  function start(): void {
    halted = false
    if (recovering) {
      recover()
      return
    }
    let learned = false
    for (const [index, part] of parts.entries()) {
      const value = gauges[index]?.value()
      if ((zones[index] ?? undefined) === undefined && value !== undefined) {
        zones[index] = zoneOf(part.zones, value)
        learned = true
      }
      place(index)
    }
    if (learned) onTurn(phase())
  }

  function phase(): 'armed' | 'beyond' {
    const isArmed = parts.some(({ zones: all }, index) => {
      const zone = zones[index]
      return zone !== undefined && zone !== null && isArmable(all, zone)
    })
    return isArmed ? 'armed' : 'beyond'
  }

  return {
    start,
    rearm() {
      recovering = true
      start()
    },
    halt,
    memory: () => ({ zones: [...zones], recovering }),
  }
}

function trigger(way: Trigger['way'], reached: (value: number) => void): Trigger {
  return { way, reached, level: 0, place: -1 }
}
