import { makeHeap, type Waiting } from './heap.ts'

/** What is to be done at an instant. */
export interface Due extends Waiting {
  run(): void
}

/** Work for later, by the clock of whoever calls `run`: no timers of its own. */
export interface Agenda {
  /** Epoch ms. */
  at(instant: number, run: () => void): Due
  take(due: Due | undefined): void
  /** All that is due at `now`, in the order of its time. */
  run(now: number): void
}

export function makeAgenda(): Agenda {
  const heap = makeHeap<Due>('lowest')
  return {
    at(instant, run) {
      const due = { level: instant, place: -1, run }
      heap.add(due)
      return due
    },
    take(due) {
      if (due !== undefined) heap.remove(due)
    },
    run(now) {
      for (let top = heap.top(); top !== undefined && top.level <= now; top = heap.top()) {
        heap.remove(top)
        top.run()
      }
    },
  }
}
