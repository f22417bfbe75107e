import type { Transition } from './live.ts'

const maxTransitions = 200

/** The newest transitions, oldest dropped. */
export interface Journal {
  add(transition: Transition): void
  all(): Transition[]
}

export function createJournal(): Journal {
  const transitions: Transition[] = []
  return {
    add(transition) {
      transitions.push(transition)
      if (transitions.length > maxTransitions) transitions.shift()
    },
    all: () => [...transitions],
  }
}
