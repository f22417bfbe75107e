import { createSetting } from '../setting.ts'

/** A day's data in millions of bytes, as networks count them. */
export const budgets = ['off', '1', '2', '5', '10', '20', '50', '100', '200', '500'] as const
export type BudgetChoice = (typeof budgets)[number]

/** How much data a day may take before Ebb spares it. */
export function createBudget() {
  const choice = createSetting<BudgetChoice>({ key: 'budget', values: budgets, fallback: 'off' })
  return { value: choice.value, set: choice.set, bytes: () => bytesOfBudget(choice.value()) }
}

export type Budget = ReturnType<typeof createBudget>

export function bytesOfBudget(choice: BudgetChoice): number | undefined {
  return choice === 'off' ? undefined : Number(choice) * 1_000_000
}
