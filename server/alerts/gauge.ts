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

export function makeGauge(): Gauge {
  const rising: Heap<Trigger> = makeHeap('lowest')
  const falling: Heap<Trigger> = makeHeap('highest')
  let value: number | undefined
  let moving: Trigger[] | undefined

  const heapOf = ({ way }: Trigger) => (way === 'rise' ? rising : falling)

  function add(trigger: Trigger): void {
    heapOf(trigger).add(trigger)
  }

  return {
    value: () => value,
    move(next) {
      value = next
      if (!isReached(rising.top(), next) && !isReached(falling.top(), next)) return
      moving = []
      for (const heap of [rising, falling]) {
        for (let top = heap.top(); top !== undefined && isReached(top, next); top = heap.top()) {
          heap.remove(top)
          top.reached(next)
        }
      }
      const set = moving
      moving = undefined
      for (const trigger of set) add(trigger)
    },
    set(trigger) {
      if (moving === undefined) add(trigger)
      else moving.push(trigger)
    },
    clear(trigger) {
      heapOf(trigger).remove(trigger)
      if (moving === undefined) return
      const at = moving.indexOf(trigger)
      if (at >= 0) moving.splice(at, 1)
    },
  }
}

function isReached(trigger: Trigger | undefined, value: number): boolean {
  if (trigger === undefined) return false
  return trigger.way === 'rise' ? value >= trigger.level : value < trigger.level
}
