import type { Alert, AlertRule } from '../../../shared/alert.ts'

/*
 * What was asked for on this device and hasn't arrived yet. At most one for an alert: what is asked
 * for later is put into what waits.
 *
 *   waiting ──sent──▶ (gone: the server has it)
 *      └──refused, or changed elsewhere meanwhile──▶ refused: shown, until its user decides
 */
export type AlertChange = (
  | { type: 'make'; rule: AlertRule }
  /** `base` is what its user saw, of which `version` was the server's. */
  | { type: 'change'; rule: Partial<AlertRule>; base: AlertRule; version: number }
  | { type: 'remove' }
) & {
  /** The alert's. */
  id: string
  /** When it was asked for, epoch ms: by it one is told from a later one. */
  at: number
  refusal?: Refusal
}

/** Why the server didn't take it. */
export type Refusal =
  /** The same was changed elsewhere, to something else. */
  | { type: 'conflict' }
  /** It was removed elsewhere. */
  | { type: 'gone' }
  /** `field` is what to mend, as the server names it; `detail` its own sentence. */
  | { type: 'refused'; field: string | undefined; detail: string; status: number }

/** More than somebody does while there is no connection; beyond it nothing more is taken, and they are told. */
export const maxChanges = 200

/** An alert as its user sees it. */
export interface ShownAlert {
  alert: Alert
  /** What of it hasn't arrived yet; `undefined` where the server has it all. */
  waiting: 'make' | 'change' | undefined
  refusal: Refusal | undefined
}

/** Puts a change to those that wait. */
export function withChange(
  changes: readonly AlertChange[],
  change: AlertChange,
): readonly AlertChange[] {
  const before = changes.find(({ id }) => id === change.id)
  if (before === undefined) return [...changes, change]
  return changes.map((each) => (each === before ? merged(before, change) : each))
}

function merged(before: AlertChange, next: AlertChange): AlertChange {
  if (next.type !== 'change' || before.type === 'remove') return next
  const rule = { ...before.rule, ...next.rule }
  const { id, at } = next
  // What waits to be made is made as it is wanted now.
  if (before.type === 'make')
    return { type: 'make', id, at, rule: { ...before.rule, ...next.rule } }
  // After a conflict its user has seen what is there now.
  if (before.refusal !== undefined) return { ...next, rule }
  return { ...before, at, rule }
}

/** What still waits of an alert once a change of it has arrived, and the server has it as `alert`. */
export function afterSent(
  changes: readonly AlertChange[],
  { sent, alert }: { sent: AlertChange; alert: Alert | undefined },
): readonly AlertChange[] {
  return changes.flatMap((each): AlertChange[] => {
    if (each.id !== sent.id) return [each]
    if (each.at === sent.at) return []
    // Asked for while it was on its way.
    if (alert === undefined || each.type === 'remove') return [each]
    const { id, at, rule } = each
    return [{ type: 'change', id, at, rule, base: alert.rule, version: alert.version }]
  })
}

/** The alerts with what waits put to them. */
export function shownAlerts(
  alerts: readonly Alert[],
  changes: readonly AlertChange[],
): ShownAlert[] {
  const waiting = new Map(changes.map((change) => [change.id, change]))
  const known = alerts.flatMap((alert): ShownAlert[] => {
    const change = waiting.get(alert.id)
    waiting.delete(alert.id)
    if (change === undefined) return [{ alert, waiting: undefined, refusal: undefined }]
    if (change.type === 'remove') return []
    const rule = { ...alert.rule, ...change.rule }
    return [{ alert: { ...alert, rule }, waiting: 'change', refusal: change.refusal }]
  })
  const others = [...waiting.values()].flatMap((change): ShownAlert[] => {
    if (change.type === 'remove') return []
    const { type, id, at, refusal } = change
    // What was removed elsewhere while it was changed here stays in sight, until its user decides.
    const rule = type === 'make' ? change.rule : { ...change.base, ...change.rule }
    const alert: Alert = {
      ...{ id, rule, phase: rule.paused ? 'paused' : 'armed', since: at, evaluated: undefined },
      ...{ firings: 0, firedAt: undefined, createdAt: at, version: 0 },
    }
    return [{ alert, waiting: type, refusal }]
  })
  return [...known, ...others]
}

/**
 * What to send where the server's alert is another than the one that was seen: the same, if nobody
 * has changed what it changes (the alert may only have moved on); else it is a conflict.
 */
export function rebased(
  change: Extract<AlertChange, { type: 'change' }>,
  now: Alert,
): Extract<AlertChange, { type: 'change' }> | undefined {
  const { rule, base } = change
  const isTheirs = Object.entries(rule).some(([field, mine]) => {
    const [theirs, seen] = [fieldOf(now.rule, field), fieldOf(base, field)]
    return !isAlike(theirs, seen) && !isAlike(theirs, mine)
  })
  return isTheirs ? undefined : { ...change, base: now.rule, version: now.version }
}

/** What of a rule is wanted otherwise than it is. */
export function changedFields(now: AlertRule, wanted: Partial<AlertRule>): Partial<AlertRule> {
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => !isAlike(value, fieldOf(now, field))),
  )
}

function fieldOf(rule: AlertRule, field: string): unknown {
  return Object.entries(rule).find(([name]) => name === field)?.[1]
}

function isAlike(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
}
