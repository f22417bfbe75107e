import { type Accessor, createMemo } from 'solid-js'
import type { Alerts } from './alerts.ts'

/** The instruments that have alerts, those whose newest was made last first; each stays the same object. */
export function createAlertGroups(
  alerts: Pick<Alerts, 'items'>,
): Accessor<readonly { symbol: string }[]> {
  const known = new Map<string, { symbol: string }>()
  return createMemo(() => {
    const newest = new Map<string, number>()
    for (const { alert } of alerts.items()) {
      const { symbol } = alert.rule
      newest.set(symbol, Math.max(newest.get(symbol) ?? 0, alert.createdAt))
    }
    return [...newest]
      .sort(([, a], [, b]) => b - a)
      .map(([symbol]) => {
        const group = known.get(symbol) ?? { symbol }
        known.set(symbol, group)
        return group
      })
  })
}
