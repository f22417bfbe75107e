/** Where a gauge may be without anything to tell: at or above `from`, below `to`. Absent: no bound. */
export interface Zone {
  /** Included. */
  from: number | undefined
  /** Not included. */
  to: number | undefined
}

/**
 * What a condition makes of a gauge: zones, lowest first, that border on each other; which moves from
 * one to another count; and how far back is far enough to count again.
 *
 *   above 100      │ 0: …100 │ 1: 100… │      0 → 1
 *   below 100      │ 0: …100]│ 1: …    │      1 → 0
 *   enters 90-110  │ 0 │ 1: 90…110] │ 2 │     to 1; and 0 → 2, 2 → 0, which has passed through it
 *   leaves 90-110  the same zones             from 1
 */
export interface Zones {
  /** Ascending; a value at a border belongs to the zone above it. One zone more than borders. */
  borders: readonly number[]
  counts(from: number, to: number): boolean
  /** Where an alert that has fired is armed again; zones may overlap with those in between. */
  rearmed: readonly Zone[]
}

export function zoneOf({ borders }: Zones, value: number): number {
  let zone = 0
  for (const border of borders) if (value >= border) zone += 1
  return zone
}

export function boundsOf({ borders }: Zones, zone: number): Zone {
  return { from: borders[zone - 1], to: borders[zone] }
}

/** Whether a move out of this zone can count at all: from the others the gauge must first come back. */
export function isArmable(zones: Zones, zone: number): boolean {
  return [zone - 1, zone + 1].some(
    (next) => next >= 0 && next <= zones.borders.length && zones.counts(zone, next),
  )
}

export function isRearmed({ rearmed }: Zones, value: number): boolean {
  return rearmed.some(
    ({ from, to }) => (from === undefined || value >= from) && (to === undefined || value < to),
  )
}

/** The next value above this one or the one after it, so that "at most" can be said as "not at or above". */
export function justAbove(value: number): number {
  return value + Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE)
}
