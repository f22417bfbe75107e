import { makeHeap } from './heap.ts'

/** Stands for what is to be done at an instant. */
export type Due = number

/** Work for later, by the clock of whoever calls `run`: no timers of its own. */
export interface Agenda {
  /** Epoch ms. */
  at(instant: number, run: () => void): Due
  take(due: Due | undefined): void
  /** All that is due at `now`, in the order of its time. */
  run(now: number): void
}

export function makeAgenda(): Agenda {
  const heap = makeHeap('lowest')
  const works = new Map<Due, () => void>()
  let last = 0
  return {
    at(instant, run) {
      // Never the same twice: whoever still holds one that has run takes nothing else out by it.
      last += 1
      heap.add(last, instant)
      works.set(last, run)
      return last
    },
    take(due) {
      if (due === undefined || !works.delete(due)) return
      heap.remove(due)
    },
    run(now) {
      for (let top = heap.top(); top !== undefined && heap.level() <= now; top = heap.top()) {
        const work = works.get(top)
        works.delete(top)
        heap.remove(top)
        work?.()
      }
    },
  }
}
