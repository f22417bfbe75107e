import { createSignal } from 'solid-js'
import type { Alert, AlertCondition, AlertRule } from '../../../shared/alert.ts'
import type { Level } from '../../chart/view.ts'
import { formatDecimal } from '../../words/format.ts'
import { alertWords } from '../../words/late/alerts.ts'
import type { Row } from '../market.ts'
import type { Alerts } from './alerts.ts'
import type { Refusal } from './changes.ts'
import type { AlertSheet } from './desk.ts'
import { shortText } from './texts.ts'

/*
 * A line on the chart that is being moved.
 *
 * none ──placed──▶ placing ──confirmed──▶ the form, at its price
 *   │                 └──cancelled──▶ none
 *   └──an alert's is dragged──▶ moving ──confirmed──▶ the alert is changed
 */
export type AlertLine =
  | { type: 'placing'; symbol: string; price: number }
  | { type: 'moving'; symbol: string; id: string; end: End; from: number; price: number }

/** Which of an alert's prices a line is. */
type End = 'price' | 'low' | 'high'

export interface LineOptions {
  desk: {
    alerts: Pick<Alerts, 'of' | 'find'>
    open(sheet: AlertSheet): void
    change(alert: Alert, rule: Partial<AlertRule>): Promise<Refusal | undefined>
  }
  row(symbol: string): Row | undefined
}

/** The id of a line that is no alert's yet. */
const freshId = 'new'

/** Alerts as lines on a chart: placed and moved there, and taken over once that is confirmed. */
export function createAlertLine({ desk, row }: LineOptions) {
  const [line, setLine] = createSignal<AlertLine>()
  const text = (symbol: string, price: number) => formatDecimal(price, row(symbol)?.decimals ?? 0)

  function levelsOf({ id, rule, phase }: Alert): Level[] {
    // What is over waits for no price.
    if (phase === 'done' || phase === 'expired') return []
    const known = row(rule.symbol)
    const moving = line()
    return endsOf(rule.condition).map(({ end, price }) => {
      const isMoved = moving?.type === 'moving' && moving.id === id && moving.end === end
      return {
        id: `${id} ${end}`,
        price: isMoved ? moving.price : price,
        text: shortText(rule.condition, known),
        movable: true,
      }
    })
  }

  return {
    line,
    /** Of a chart. */
    levels(symbol: string): Level[] {
      const known = desk.alerts.of(symbol).flatMap(({ alert }) => levelsOf(alert))
      const placing = line()
      if (placing?.type !== 'placing' || placing.symbol !== symbol) return known
      const { price } = placing
      const text = alertWords().line.fresh
      return [...known, { id: freshId, price, text, movable: true, fresh: true }]
    },
    /** A line at the present price, to be dragged. */
    place(symbol: string): void {
      const known = row(symbol)
      if (known === undefined) return
      setLine({ type: 'placing', symbol, price: known.price / 10 ** known.decimals })
    },
    move(level: string, price: number): void {
      const now = line()
      if (level === freshId) {
        if (now?.type === 'placing') setLine({ ...now, price })
        return
      }
      const [id = '', name] = level.split(' ')
      const alert = desk.alerts.find(id)?.alert
      const moved = alert && endsOf(alert.rule.condition).find(({ end }) => end === name)
      if (!alert || !moved) return
      const { end, price: from } = moved
      const { symbol, condition } = alert.rule
      const isWhole = withPrice(condition, { end, price: String(price) }) !== undefined
      if (isWhole) setLine({ type: 'moving', symbol, id, end, from, price })
    },
    cancel: () => setLine(undefined),
    async confirm(): Promise<void> {
      const now = line()
      if (now === undefined) return
      const price = now.price.toFixed(row(now.symbol)?.decimals ?? 0)
      setLine(undefined)
      if (now.type === 'placing') {
        desk.open({ type: 'add', symbol: now.symbol, price })
        return
      }
      const alert = desk.alerts.find(now.id)?.alert
      const condition = alert && withPrice(alert.rule.condition, { end: now.end, price })
      if (alert && condition) await desk.change(alert, { condition })
    },
    /** What it says beside the chart; `undefined` where none is moved. */
    says(symbol: string): string | undefined {
      const now = line()
      if (now?.symbol !== symbol) return undefined
      const said = alertWords().line
      return now.type === 'placing'
        ? said.set(text(symbol, now.price))
        : said.move(text(symbol, now.from), text(symbol, now.price))
    },
  }
}

function endsOf(condition: AlertCondition): { end: End; price: number }[] {
  if ('price' in condition) return [{ end: 'price', price: Number(condition.price) }]
  if (!('low' in condition)) return []
  return [
    { end: 'low', price: Number(condition.low) },
    { end: 'high', price: Number(condition.high) },
  ]
}

/** The condition with one of its prices another; `undefined` where a range would be none. */
function withPrice(
  condition: AlertCondition,
  { end, price }: { end: End; price: string },
): AlertCondition | undefined {
  if ('price' in condition) return { ...condition, price }
  if (!('low' in condition)) return undefined
  const range = { ...condition, [end]: price }
  return Number(range.low) < Number(range.high) ? range : undefined
}
