import type { Conditions } from './conditions.ts'
import { freshMemory, type Plan, planFor, type TransportName } from './plan.ts'
import { createRefusals } from './refusals.ts'

/** Makes plans, and remembers what they need from one to the next. */
export interface Planner {
  make(conditions: Conditions | undefined, now: number): Plan
  /** This transport doesn't get through: the next plans do without, for a while. */
  refuse(transport: TransportName, now: number): void
  /** When to plan anew because a refused transport is to be tried again, epoch ms. */
  retryAt(now: number): number | undefined
  /** Another network may let through what this one refused. */
  forgetRefusals(): void
}

export function createPlanner(): Planner {
  const refusals = createRefusals()
  let memory = freshMemory
  return {
    make(conditions, now) {
      const made = planFor(conditions, { ...memory, refused: refusals.current(now) })
      memory = made.memory
      return made.plan
    },
    refuse: refusals.add,
    retryAt: refusals.nextAt,
    forgetRefusals: refusals.clear,
  }
}
