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

  /** The nearest levels, beside the gauge: most moves reach none, and look no further. */
  let riseAt = Number.POSITIVE_INFINITY
  let fallAt = Number.NEGATIVE_INFINITY

  const heapOf = ({ way }: Trigger) => (way === 'rise' ? rising : falling)

  function notice(): void {
    riseAt = rising.top()?.level ?? Number.POSITIVE_INFINITY
    fallAt = falling.top()?.level ?? Number.NEGATIVE_INFINITY
  }

  return {
    value: () => value,
    announce(next) {
      value = next
    },
    move(next) {
      value = next
      if (next < riseAt && next >= fallAt) return
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

function isReached(trigger: Trigger, value: number): boolean {
  return trigger.way === 'rise' ? value >= trigger.level : value < trigger.level
}
