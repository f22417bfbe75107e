import { type Conditions, modes } from '../conditions.ts'
import { type PlanMemory, transports } from '../plan.ts'
import { inFront as pageInFront } from './model-page.ts'

/** Somebody looks, with everything at its best. */
export const inFront: Conditions = { ...pageInFront, budgetSpent: false, wanted: true }

export interface Case {
  conditions: Conditions
  memory: PlanMemory
}

const booleans = [true, false] as const
/** Both sides of every threshold, and the thresholds. */
const levels = [0, 0.1, 0.2, 0.21, 0.24, 0.25, 0.3, 0.49, 0.5, 0.54, 0.55, 0.8, 1]
const batteries = [
  undefined,
  ...levels.flatMap((level) => booleans.map((charging) => ({ level, charging }))),
]
const memories: PlanMemory[] = (['high', 'middling', 'low'] as const).flatMap((band) =>
  ([[], ['websocket'], ['sse'], ['websocket', 'sse']] as const).map((refused) => ({
    band,
    refused,
  })),
)

/** Every combination of conditions while prices are wanted, with each transport forced and with none. */
export function* everyCase(): Generator<Case> {
  for (const forced of [undefined, ...transports]) yield* everyCaseOf({ forced, wanted: true })
}

/** Every combination of the conditions that a person doesn't set by hand. */
export function* everyCaseOf(given: Pick<Conditions, 'forced' | 'wanted'>): Generator<Case> {
  for (const visible of booleans)
    for (const online of booleans)
      for (const battery of batteries)
        for (const network of ['wifi', 'cellular', 'unknown'] as const)
          for (const saveData of booleans)
            for (const mobile of booleans)
              for (const mode of modes)
                for (const budgetSpent of booleans) {
                  const seen = { visible, online, battery, network, saveData, mobile, mode }
                  const conditions = { ...inFront, ...seen, ...given, budgetSpent }
                  for (const memory of memories) yield { conditions, memory }
                }
}
