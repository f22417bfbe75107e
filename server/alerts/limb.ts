import type { Part } from './conditions.ts'
import type { Gauge, Trigger } from './gauge.ts'
import { boundsOf, isArmable, isRearmed, type Zones, zoneOf } from './zones.ts'

/** Hears that a gauge has left the zone in which it stood. */
export interface Body {
  moved(limb: Limb, value: number): void
}

/**
 * One gauge that an alert waits at, and where it stands by it. There are more than a million: a class,
 * of few fields.
 */
export class Limb {
  /** Null where it is to be learned from the next value. */
  zone: number | null
  readonly #zones: Zones
  readonly #gauge: Gauge
  readonly #body: Body
  /** Where it waits on either side; made when first needed. */
  #rise: Edge | undefined
  #fall: Edge | undefined

  constructor(body: Body, at: { part: Part; gauge: Gauge; zone: number | null }) {
    this.zone = at.zone
    this.#zones = at.part.zones
    this.#gauge = at.gauge
    this.#body = body
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
    if (this.#rise !== undefined) this.#gauge.clear(this.#rise)
    if (this.#fall !== undefined) this.#gauge.clear(this.#fall)
  }

  reached(value: number): void {
    this.#body.moved(this, value)
  }

  #waitForAny(): void {
    this.#waitAt(Number.NEGATIVE_INFINITY, undefined)
  }

  #waitAt(rise: number | undefined, fall: number | undefined): void {
    if (rise !== undefined) {
      this.#rise ??= new Edge(this, 'rise')
      this.#rise.level = rise
      this.#gauge.set(this.#rise)
    }
    if (fall !== undefined) {
      this.#fall ??= new Edge(this, 'fall')
      this.#fall.level = fall
      this.#gauge.set(this.#fall)
    }
  }
}

class Edge implements Trigger {
  level = 0
  place = -1
  readonly way: Trigger['way']
  readonly #limb: Limb

  constructor(limb: Limb, way: Trigger['way']) {
    this.way = way
    this.#limb = limb
  }

  reached(value: number): void {
    this.#limb.reached(value)
  }
}
