import type { Part } from './conditions.ts'
import type { Gauge } from './gauge.ts'
import { boundsOf, isArmable, isRearmed, type Zones, zoneOf } from './zones.ts'

/** One gauge that an alert waits at, and where it stands by it. */
export class Limb {
  /** Null where it is to be learned from the next value. */
  zone: number | null
  readonly #zones: Zones
  readonly #gauge: Gauge
  /** It waits as two: as this one for a rise, as the next for a fall. */
  readonly #waiter: number

  constructor(at: { part: Part; gauge: Gauge; zone: number | null; waiter: number }) {
    this.zone = at.zone
    this.#zones = at.part.zones
    this.#gauge = at.gauge
    this.#waiter = at.waiter
  }

  /** Where the gauge is now is where it stands; whether that is known. */
  learn(): boolean {
    const value = this.#gauge.value()
    this.zone = value === undefined ? null : zoneOf(this.#zones, value)
    return value !== undefined
  }

  /** Takes the value's zone; whether getting there is what is waited for. */
  enter(value: number): boolean {
    const from = this.zone
    this.zone = zoneOf(this.#zones, value)
    return from !== null && this.#zones.counts(from, this.zone)
  }

  /** Whether a move can count from here. */
  isArmed(): boolean {
    return this.zone !== null && isArmable(this.#zones, this.zone)
  }

  isBack(): boolean {
    const value = this.#gauge.value()
    return value !== undefined && isRearmed(this.#zones, value)
  }

  /** Waits at the borders of the zone; where it isn't known, for any value at all. */
  wait(): void {
    this.clear()
    if (this.zone === null) {
      this.#waitForAny()
      return
    }
    const { from, to } = boundsOf(this.#zones, this.zone)
    this.#waitAt(to, from)
  }

  /** Waits where the nearest zones begin in which it would be armed again. */
  waitToBeBack(): void {
    this.clear()
    const value = this.#gauge.value()
    if (value === undefined) {
      this.#waitForAny()
      return
    }
    let rise: number | undefined
    let fall: number | undefined
    for (const { from, to } of this.#zones.rearmed) {
      if (from !== undefined && value < from) rise = Math.min(rise ?? from, from)
      if (to !== undefined && value >= to) fall = Math.max(fall ?? to, to)
    }
    this.#waitAt(rise, fall)
  }

  /** Waits no more. */
  clear(): void {
    this.#gauge.clear(this.#waiter)
    this.#gauge.clear(this.#waiter + 1)
  }

  #waitForAny(): void {
    this.#waitAt(Number.NEGATIVE_INFINITY, undefined)
  }

  #waitAt(rise: number | undefined, fall: number | undefined): void {
    if (rise !== undefined) this.#gauge.set(this.#waiter, rise)
    if (fall !== undefined) this.#gauge.set(this.#waiter + 1, fall)
  }
}
