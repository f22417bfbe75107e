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
  /** Where it will have moved to: whoever looks at two gauges sees both as they are now. */
  announce(value: number): void
  /** Triggers that are set while it moves wait for the next move. */
  move(value: number): void
  set(trigger: Trigger): void
  clear(trigger: Trigger): void
}

export function makeGauge(): Gauge {
  const rising: Heap<Trigger> = makeHeap('lowest')
  const falling: Heap<Trigger> = makeHeap('highest')
  let value: number | undefined
  /** Set while it moves: they wait for the next move. */
  let moving: Set<Trigger> | undefined

  const heapOf = ({ way }: Trigger) => (way === 'rise' ? rising : falling)

  return {
    value: () => value,
    announce(next) {
      value = next
    },
    move(next) {
      value = next
      if (!isReached(rising.top(), next) && !isReached(falling.top(), next)) return
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
    },
    set(trigger) {
      if (moving === undefined) heapOf(trigger).add(trigger)
      else moving.add(trigger)
    },
    clear(trigger) {
      heapOf(trigger).remove(trigger)
      moving?.delete(trigger)
    },
  }
}

function isReached(trigger: Trigger | undefined, value: number): boolean {
  if (trigger === undefined) return false
  return trigger.way === 'rise' ? value >= trigger.level : value < trigger.level
}
