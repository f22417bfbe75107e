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
  onFire(): void
  /** It stands elsewhere than before, and nobody need be told. */
  onTurn(phase: Extract<AlertPhase, 'armed' | 'beyond'>): void
}

/*
 * One alert at its gauges, a class because there are so many:
 *
 *   learning ──first value──▶ armed | beyond ──┬── a move that counts ──▶ onFire, halted
 *                                 ▲            └── another move: where it stands now
 *                                 └── recovering: back far enough ◀── rearm() ── halted
 */
export class Watch {
  // Not the options as they came: a million of these are kept.
  readonly #parts: readonly Part[]
  readonly #gauges: readonly Gauge[]
  readonly #onFire: WatchOptions['onFire']
  readonly #onTurn: WatchOptions['onTurn']
  readonly #zones: (number | null)[]
  /** Two a part: for a rise, and for a fall. */
  readonly #edges: (Edge | undefined)[] = []
  #recovering: boolean
  #halted = true

  constructor(options: WatchOptions) {
    this.#parts = options.parts
    this.#gauges = options.gauges
    this.#onFire = options.onFire
    this.#onTurn = options.onTurn
    this.#zones = options.parts.map((_, index) => options.memory.zones[index] ?? null)
    this.#recovering = options.memory.recovering
  }

  /** Begins to wait, by its memory. What it doesn't remember it learns from where the gauges stand. */
  start(): void {
    this.#halted = false
    if (this.#recovering) {
      this.#recover()
      return
    }
    let learned = false
    for (const [index, { zones }] of this.#parts.entries()) {
      const value = this.#gauges[index]?.value()
      if (this.#zones[index] === null && value !== undefined) {
        this.#zones[index] = zoneOf(zones, value)
        learned = true
      }
      this.#place(index)
    }
    if (learned) this.#onTurn(this.phase())
  }

  /** The same where the gauges know better: where they stand now is where it stands. */
  startAnew(): void {
    this.#zones.fill(null)
    this.start()
  }

  /** The same where the gauges' last values say nothing: what comes next is the reference. */
  startAfresh(): void {
    this.#halted = false
    for (const index of this.#parts.keys()) {
      this.#zones[index] = null
      this.#place(index)
    }
  }

  /** After it has fired: waits until the gauges are back far enough, then for the next time. */
  rearm(): void {
    this.start()
  }

  /** Waits for nothing any more. */
  halt(): void {
    this.#halted = true
    for (const index of this.#parts.keys()) this.#clear(index)
  }

  isHalted(): boolean {
    return this.#halted
  }

  memory(): Memory {
    return { zones: [...this.#zones], recovering: this.#recovering }
  }

  /** Armed where a move can count at all. */
  phase(): 'armed' | 'beyond' {
    const parts = this.#parts
    // Armed as far as anybody knows, while nothing is known.
    if (this.#zones.every((zone) => zone === null)) return 'armed'
    const isArmed = parts.some(({ zones }, index) => {
      const zone = this.#zones[index] ?? null
      return zone !== null && isArmable(zones, zone)
    })
    return isArmed ? 'armed' : 'beyond'
  }

  /** A gauge has come to where this waited. */
  moved(index: number, value: number): void {
    const part = this.#parts[index]
    if (this.#halted || part === undefined) return
    this.#clear(index)
    if (this.#recovering) {
      this.#recover()
      return
    }
    const from = this.#zones[index] ?? null
    const to = zoneOf(part.zones, value)
    this.#zones[index] = to
    if (from !== null && part.zones.counts(from, to)) {
      this.halt()
      this.#recovering = true
      this.#onFire()
      return
    }
    this.#place(index)
    this.#onTurn(this.phase())
  }

  /** Back far enough is all parts back: a fall that follows a rise is told once, not each time anew. */
  #recover(): void {
    const [parts, gauges] = [this.#parts, this.#gauges]
    const isBack = parts.every(({ zones }, index) => {
      const value = gauges[index]?.value()
      return value !== undefined && isRearmed(zones, value)
    })
    if (!isBack) {
      for (const index of parts.keys()) this.#placeRecovering(index)
      return
    }
    this.#recovering = false
    for (const [index, { zones }] of parts.entries()) {
      const value = gauges[index]?.value()
      this.#zones[index] = value === undefined ? null : zoneOf(zones, value)
      this.#place(index)
    }
    this.#onTurn(this.phase())
  }

  /** Waits at the borders of the zone; where it isn't known, for any value at all. */
  #place(index: number): void {
    this.#clear(index)
    const zone = this.#zones[index] ?? null
    const part = this.#parts[index]
    if (part === undefined) return
    if (zone === null) {
      this.#wait(index, 'rise', Number.NEGATIVE_INFINITY)
      return
    }
    const { from, to } = boundsOf(part.zones, zone)
    this.#wait(index, 'rise', to)
    this.#wait(index, 'fall', from)
  }

  /** Waits where the nearest zones begin in which it would be armed again. */
  #placeRecovering(index: number): void {
    this.#clear(index)
    const value = this.#gauges[index]?.value()
    if (value === undefined) {
      this.#wait(index, 'rise', Number.NEGATIVE_INFINITY)
      return
    }
    let rise: number | undefined
    let fall: number | undefined
    for (const { from, to } of this.#parts[index]?.zones.rearmed ?? []) {
      if (from !== undefined && value < from) rise = Math.min(rise ?? from, from)
      if (to !== undefined && value >= to) fall = Math.max(fall ?? to, to)
    }
    this.#wait(index, 'rise', rise)
    this.#wait(index, 'fall', fall)
  }

  #wait(index: number, way: Trigger['way'], level: number | undefined): void {
    if (level === undefined) return
    const at = 2 * index + (way === 'rise' ? 0 : 1)
    const edge = this.#edges[at] ?? new Edge(this, { index, way })
    this.#edges[at] = edge
    edge.level = level
    this.#gauges[index]?.set(edge)
  }

  #clear(index: number): void {
    for (const at of [2 * index, 2 * index + 1]) {
      const edge = this.#edges[at]
      if (edge !== undefined) this.#gauges[index]?.clear(edge)
    }
  }
}

/** Where a watch waits on one side. */
class Edge implements Trigger {
  level = 0
  place = -1
  readonly way: Trigger['way']
  readonly #index: number
  readonly #watch: Watch

  constructor(watch: Watch, { index, way }: { index: number; way: Trigger['way'] }) {
    this.way = way
    this.#index = index
    this.#watch = watch
  }

  reached(value: number): void {
    this.#watch.moved(this.#index, value)
  }
}
