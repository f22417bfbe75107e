import { type Heap, makeHeap, type Waiting } from './heap.ts'

/** Hears that a gauge has come to where it waited. */
export interface Trigger extends Waiting {
  /** `rise`: the gauge is at the level or above; `fall`: below it. */
  readonly way: 'rise' | 'fall'
  /** Called once, and not again before it is set anew. */
  reached(value: number): void
}

/**
 * A number that moves: a price, or how far it has come within an hour. Whoever waits for it to reach
 * a level is asked only when it does.
 */
export interface Gauge {
  /** `undefined` before the first. */
  value(): number | undefined
  /** Triggers that are set while it moves wait for the next move. */
  move(value: number): void
  set(trigger: Trigger): void
  clear(trigger: Trigger): void
}

/**
 * Where a gauge stands, and the nearest levels that somebody waits for: most moves reach none. Whoever
 * moves many gauges keeps these side by side, and calls `move` only where `isCalm` says no. Besides,
 * what is written here before is seen by those who look at two gauges.
 */
export interface Dial {
  readonly at: Float64Array
  /** Where this gauge's three begin: its value (NaN before the first), the next rise, the next fall. */
  readonly from: number
}
export const dialLength = 3

/** Whether nobody waits for that value. */
export function isCalm(at: Float64Array, from: number, value: number): boolean {
  return value < (at[from + 1] ?? 0) && value >= (at[from + 2] ?? 0)
}

export function makeGauge({ at, from }: Dial = makeDial()): Gauge {
  const rising: Heap<Trigger> = makeHeap('lowest')
  const falling: Heap<Trigger> = makeHeap('highest')
  /** Set while it moves: they wait for the next move. */
  let moving: Set<Trigger> | undefined
  at[from] = Number.NaN
  notice()

  const heapOf = ({ way }: Trigger) => (way === 'rise' ? rising : falling)

  function notice(): void {
    at[from + 1] = rising.top()?.level ?? Number.POSITIVE_INFINITY
    at[from + 2] = falling.top()?.level ?? Number.NEGATIVE_INFINITY
  }

  return {
    value() {
      const value = at[from] ?? Number.NaN
      return Number.isNaN(value) ? undefined : value
    },
    move(next) {
      at[from] = next
      if (isCalm(at, from, next)) return
      moving = new Set()
      for (const heap of [rising, falling]) {
        for (let top = heap.top(); top !== undefined && isReached(top, next); top = heap.top()) {
          heap.remove(top)
          top.reached(next)
        }
      }
      const set = moving
      moving = undefined
      for (const trigger of set) heapOf(trigger).add(trigger)
      notice()
    },
    set(trigger) {
      if (moving !== undefined) {
        moving.add(trigger)
        return
      }
      heapOf(trigger).add(trigger)
      notice()
    },
    clear(trigger) {
      heapOf(trigger).remove(trigger)
      moving?.delete(trigger)
      notice()
    },
  }
}

function makeDial(): Dial {
  return { at: new Float64Array(dialLength), from: 0 }
}

function isReached(trigger: Trigger, value: number): boolean {
  return trigger.way === 'rise' ? value >= trigger.level : value < trigger.level
}
