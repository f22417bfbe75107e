import type { Alert } from '../../../shared/alert.ts'
import type { AlertsApi, Answer } from './ask-alerts.ts'
import { type AlertChange, afterSent, type Refusal, rebased } from './changes.ts'
import type { KeptAlerts } from './kept-alerts.ts'

export interface SendingOptions {
  api: AlertsApi
  changes(): readonly AlertChange[]
  update(next: (kept: KeptAlerts) => KeptAlerts): Promise<unknown>
}

interface How {
  isAsked: boolean
}

/** An alert that moves on again and again is left for later. */
const attempts = 4

/** Sends what waits, the oldest first and one at a time. */
export function makeSending({ api, changes, update }: SendingOptions) {
  let running: Promise<boolean> | undefined

  async function run(how: How): Promise<boolean> {
    for (;;) {
      const next = changes().find(({ refusal }) => refusal === undefined)
      if (next === undefined) return true
      const answer = await send(next, how)
      if (answer.ok) await arrived(next, answer.value)
      else if (answer.problem === 'refused') await refused(next, answer.refusal)
      else return false
    }
  }

  /** Where the alert has only moved on meanwhile, the same again. */
  async function send(change: AlertChange, how: How): Promise<Answer<Alert | undefined>> {
    let current = change
    for (let attempt = 1; ; attempt++) {
      const answer = await api.send(current, how)
      const isConflict = !answer.ok && answer.problem === 'refused' && isOfVersions(answer.refusal)
      if (!isConflict || current.type !== 'change' || attempt === attempts) return answer
      const all = await api.read()
      if (!all.ok) return all
      const now = all.value.find(({ id }) => id === change.id)
      await update((kept) => ({ ...kept, alerts: all.value, readAt: Date.now() }))
      if (now === undefined) return { ok: false, problem: 'refused', refusal: { type: 'gone' } }
      const again = rebased(current, now)
      if (again === undefined) return answer
      current = again
    }
  }

  async function arrived(sent: AlertChange, alert: Alert | undefined): Promise<void> {
    await update((kept) => ({
      ...kept,
      alerts: withAlert(kept.alerts, { id: sent.id, alert }),
      changes: afterSent(kept.changes, { sent, alert }),
    }))
  }

  async function refused({ id, at }: AlertChange, refusal: Refusal): Promise<void> {
    await update((kept) => ({
      ...kept,
      changes: kept.changes.map((each) =>
        each.id === id && each.at === at ? { ...each, refusal } : each,
      ),
    }))
  }

  return {
    /**
     * Resolves with whether nothing is left to be sent; what comes meanwhile is sent too. `isAsked`: its
     * user has asked for something just now.
     */
    async flush(how: How = { isAsked: false }): Promise<boolean> {
      while (running !== undefined) await running
      running = run(how)
      try {
        return await running
      } finally {
        running = undefined
      }
    },
  }
}

function isOfVersions({ type }: Refusal): boolean {
  return type === 'conflict'
}

function withAlert(
  alerts: readonly Alert[],
  { id, alert }: { id: string; alert: Alert | undefined },
): readonly Alert[] {
  if (alert === undefined) return alerts.filter((each) => each.id !== id)
  const isKnown = alerts.some((each) => each.id === id)
  return isKnown ? alerts.map((each) => (each.id === id ? alert : each)) : [...alerts, alert]
}
