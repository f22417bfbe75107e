import { createSignal } from 'solid-js'
import type { Alert, AlertRule } from '../../../shared/alert.ts'
import { alertWords } from '../../words/late/alerts.ts'
import type { Row } from '../market.ts'
import type { Toast } from '../toast.ts'
import type { Alerts, Outcome } from './alerts.ts'
import { changedFields, type Refusal } from './changes.ts'
import { createAlertLine } from './line.ts'
import { nameText } from './texts.ts'

/** What lies over the page. */
export type AlertSheet =
  /** All of one instrument. */
  | { type: 'list'; symbol: string }
  /** One that is being typed; `price` is decimal text, of a line that was placed. */
  | { type: 'add'; symbol: string; price: string | undefined }
  | { type: 'edit'; id: string }
  /** What is known of one. */
  | { type: 'details'; id: string }

export interface DeskOptions {
  alerts: Alerts
  toast: { show(toast: Toast): void }
  row(symbol: string): Row | undefined
}

/** What pages do with alerts: what is open, what is done, and what is told of it. */
export function createAlertDesk({ alerts, toast, row }: DeskOptions) {
  const [sheet, open] = createSignal<AlertSheet>()
  const name = (rule: AlertRule) => nameText(rule, row(rule.symbol))

  function tell(outcome: Outcome, text: string, undo?: () => void): void {
    const said = alertWords().done
    switch (outcome.type) {
      case 'done': {
        const action = undo && { text: alertWords().undo, run: undo }
        toast.show({ text, ...(action && { action }) })
        return
      }
      case 'waiting':
        toast.show({ text: said.waiting })
        return
      case 'full':
        toast.show({ text: said.full })
        return
      case 'refused':
        toast.show({ text: refusalText(outcome.refusal) })
        return
    }
  }

  const desk = {
    alerts,
    sheet,
    open,
    close: () => open(undefined),
    /** Told here, but for what is to be mended in the form. */
    async make(rule: AlertRule): Promise<Refusal | undefined> {
      const before = new Set(alerts.items().map(({ alert }) => alert.id))
      const outcome = await alerts.make(rule)
      if (outcome.type === 'refused') return outcome.refusal
      const made = alerts.items().find(({ alert }) => !before.has(alert.id))
      const said = alertWords().done
      const text = made?.alert.phase === 'beyond' ? said.beyond(name(rule)) : said.made(name(rule))
      tell(outcome, text, made && (() => void alerts.remove(made.alert.id)))
      return undefined
    },
    async change(alert: Alert, wanted: Partial<AlertRule>): Promise<Refusal | undefined> {
      // What is as it was may be changed on another device at the same time.
      const rule = changedFields(alert.rule, wanted)
      const outcome = await alerts.change(alert.id, rule)
      if (outcome.type === 'refused' && outcome.refusal.type === 'refused') return outcome.refusal
      const before = Object.fromEntries(
        Object.entries(alert.rule).filter(([field]) => Object.keys(rule).includes(field)),
      )
      tell(outcome, alertWords().done.changed(name({ ...alert.rule, ...rule })), () => {
        void alerts.change(alert.id, before)
      })
      return undefined
    },
    /** On or off; told only where it doesn't succeed, since the switch shows it. */
    async turn(alert: Alert, on: boolean): Promise<void> {
      const outcome = await alerts.change(alert.id, { paused: !on })
      if (outcome.type !== 'done') tell(outcome, '')
    },
    async remove(alert: Alert): Promise<void> {
      const outcome = await alerts.remove(alert.id)
      const done: Outcome = outcome.type === 'waiting' ? { type: 'done' } : outcome
      tell(done, alertWords().done.removed(name(alert.rule)), () => void alerts.restore(alert))
    },
    /** After a conflict: mine over what is there, or what is there. */
    async settle(alert: Alert, whose: 'mine' | 'theirs'): Promise<void> {
      await alerts.drop(alert.id)
      if (whose === 'theirs') return
      tell(await alerts.change(alert.id, alert.rule), alertWords().done.changed(name(alert.rule)))
    },
    /** What was refused, or gone, made anew as it is here. */
    async anew(alert: Alert): Promise<void> {
      await alerts.drop(alert.id)
      tell(await alerts.restore(alert), alertWords().done.made(name(alert.rule)))
    },
  }
  return { ...desk, line: createAlertLine({ desk, row }) }
}

export type AlertDesk = ReturnType<typeof createAlertDesk>

export function refusalText(refusal: Refusal): string {
  const said = alertWords()
  switch (refusal.type) {
    case 'conflict':
      return said.done.conflict
    case 'gone':
      return said.done.gone
    case 'refused':
      if (refusal.field === 'rule.symbol') return said.problem.unlisted
      if (refusal.field === 'rule.expiresAt') return said.problem.over
      return refusal.status === 409 ? said.done.full : said.problem.refused(refusal.detail)
  }
}
