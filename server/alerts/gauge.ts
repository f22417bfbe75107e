import { type Heap, makeHeap, type Places } from './heap.ts'

/**
 * Those who wait at gauges. Whoever waits is a number: an even one for a rise, when the gauge is at the
 * level or above, an odd one for a fall, when it is below. None waits at two gauges.
 */
export interface Waiters {
  readonly places: Places
  /** A gauge has come to where this one waited. Called once, and not again before it is set anew. */
  reached(waiter: number, value: number): void
}

/**
 * A number that moves: a price, or how far it has come within an hour. Whoever waits for it to reach
 * a level is asked only when it does.
 */
export interface Gauge {
  /** `undefined` before the first. */
  value(): number | undefined
  /** Those who are set while it moves wait for the next move. */
  move(value: number): void
  set(waiter: number, level: number): void
  clear(waiter: number): void
}

/**
 * Where a gauge stands, and the nearest levels that somebody waits for: most moves reach none. Whoever
 * moves many gauges keeps these side by side and moves them by `moveAt`, or two at once by `isCalm`:
 * what is written here before is seen by those who look at both.
 */
export interface Dial {
  readonly at: Float64Array
  /** Where this gauge's three begin: its value (NaN before the first), the next rise, the next fall. */
  readonly from: number
}
const dialLength = 3

/** Whether nobody waits for that value. */
export function isCalm(at: Float64Array, from: number, value: number): boolean {
  return value < (at[from + 1] ?? 0) && value >= (at[from + 2] ?? 0)
}

/** Moves the gauge whose dial that is. Where nobody waits for the value that costs no call, and no garbage. */
export function moveAt(gauge: Gauge, { at, from }: Dial, value: number): void {
  if (isCalm(at, from, value)) at[from] = value
  else gauge.move(value)
}

export function makeGauge(waiters: Waiters, { at, from }: Dial = makeDial()): Gauge {
  const rising = makeHeap('lowest', waiters.places)
  const falling = makeHeap('highest', waiters.places)
  /** The levels of those set while it moves. */
  let moving: Map<number, number> | undefined
  at[from] = Number.NaN
  notice()

  function heapOf(waiter: number): Heap {
    return waiter % 2 === 0 ? rising : falling
  }

  function notice(): void {
    at[from + 1] = rising.level()
    at[from + 2] = falling.level()
  }

  /** Apart from `move`, which mostly has nothing to do: what closures hold would cost each of its calls. */
  function reach(value: number): void {
    moving = new Map()
    for (const heap of [rising, falling]) {
      const isReached = () => (heap === rising ? value >= heap.level() : value < heap.level())
      for (let top = heap.top(); top !== undefined && isReached(); top = heap.top()) {
        heap.remove(top)
        waiters.reached(top, value)
      }
    }
    const set = moving
    moving = undefined
    for (const [waiter, level] of set) heapOf(waiter).add(waiter, level)
    notice()
  }

  return {
    value() {
      const value = at[from] ?? Number.NaN
      return Number.isNaN(value) ? undefined : value
    },
    move(value) {
      at[from] = value
      if (!isCalm(at, from, value)) reach(value)
    },
    set(waiter, level) {
      if (moving !== undefined) {
        moving.set(waiter, level)
        return
      }
      heapOf(waiter).add(waiter, level)
      notice()
    },
    clear(waiter) {
      heapOf(waiter).remove(waiter)
      moving?.delete(waiter)
      notice()
    },
  }
}

function makeDial(): Dial {
  return { at: new Float64Array(dialLength), from: 0 }
}
