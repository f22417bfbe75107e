/*
 * A free key of Alpha Vantage is good for 25 questions a day and one a second. When its day begins it
 * doesn't say, so the budget is of any 24 hours.
 */
export const dailyQuestions = 25
const dayMs = 86_400_000
/** A second, and what two clocks may differ by over it. */
const spacingMs = 1100

/** When questions were asked, epoch ms, oldest first. */
export interface Budget {
  readonly spentAt: readonly number[]
}

export const emptyBudget: Budget = { spentAt: [] }

export type Spending =
  | { ok: true; budget: Budget }
  /** Nothing may be asked for so long. */
  | { ok: false; waitMs: number }

/** Takes one question out of the budget, or says how long there is none. */
export function spend({ spentAt }: Budget, now: number): Spending {
  // What seems to be spent in the future was spent under a clock that has been set back since.
  const recent = spentAt.map((at) => Math.min(at, now)).filter((at) => at > now - dayMs)
  const [oldest] = recent
  const newest = recent.at(-1)
  if (oldest !== undefined && recent.length >= dailyQuestions) {
    return { ok: false, waitMs: oldest + dayMs - now }
  }
  if (newest !== undefined && now - newest < spacingMs) {
    return { ok: false, waitMs: newest + spacingMs - now }
  }
  return { ok: true, budget: { spentAt: [...recent, now] } }
}

/** Alpha Vantage says that it is spent, whatever we have counted: somebody else uses the key too. */
export function exhaust({ spentAt }: Budget, now: number): Budget {
  const missing = Math.max(0, dailyQuestions - spentAt.length)
  // A fifth of the day: its day may begin anew at any hour.
  const at = now - dayMs + dayMs / 5
  return { spentAt: [...new Array<number>(missing).fill(at), ...spentAt].sort((a, b) => a - b) }
}

/** Reads what `writeBudget` wrote; anything else is an empty budget. */
export function readBudget(text: string | undefined): Budget {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (typeof value !== 'object' || value === null || !('spentAt' in value)) return emptyBudget
    const { spentAt } = value
    if (!Array.isArray(spentAt) || !spentAt.every(Number.isFinite)) return emptyBudget
    return { spentAt: spentAt.map(Number).slice(-dailyQuestions) }
  } catch {
    return emptyBudget
  }
}

export function writeBudget(budget: Budget): string {
  return JSON.stringify({ spentAt: budget.spentAt })
}
