import type { Audience } from './audience.ts'
import { type Change, type Conditions, changeOf } from './conditions.ts'
import type { Meter } from './meter.ts'

/** What the plan is made from, and what has changed in it since the engine last looked. */
export interface Outlook {
  /** What a plan is now made from: the next change is told against it. `undefined` where there is no page. */
  present(): Conditions | undefined
  change(): Change
  /** Whether the budget of the day is spent now and was not, or the other way round. */
  hasTurned(): boolean
}

export function createOutlook(audience: Audience, meter: Meter): Outlook {
  let seen: Conditions | undefined

  function isSpent(budgetBytes: number | undefined): boolean {
    return budgetBytes !== undefined && meter.bytesToday() >= budgetBytes
  }

  function present(): Conditions | undefined {
    const reported = audience.conditions()
    seen = reported && {
      ...reported,
      wanted: audience.wants().symbols.length > 0,
      budgetSpent: isSpent(reported.budgetBytes),
    }
    return seen
  }

  return {
    present,
    change() {
      const before = seen
      return changeOf(before, present())
    },
    hasTurned: () => seen !== undefined && seen.budgetSpent !== isSpent(seen.budgetBytes),
  }
}
