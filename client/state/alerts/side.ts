import type { AlertCondition, AlertRule } from '../../../shared/alert.ts'
import type { Row } from '../market.ts'

/** Where a price stands to what is waited for. */
export type Side = 'beyond' | 'before' | 'unknown'

/** The price that a rule watches, as a plain number; `undefined` while it isn't known. */
export function watchedPrice(
  { source }: Pick<AlertRule, 'source'>,
  row: Row | undefined,
): number | undefined {
  if (row === undefined) return undefined
  const { price, bid, ask, decimals } = row
  const units = { last: price, bid, ask, mid: middle(bid, ask) }[source]
  return units === undefined ? undefined : units / 10 ** decimals
}

/** Whether a price is already where a rule waits for it to come. */
export function sideOf(
  rule: Pick<AlertRule, 'source' | 'condition'>,
  row: Row | undefined,
): Side | 'above' | 'below' {
  const price = watchedPrice(rule, row)
  return price === undefined ? 'unknown' : sideAt(rule.condition, price)
}

/**
 * The same of a number, as the server counts: at a threshold is beyond it. What crosses either way has
 * two sides, and is beyond neither.
 */
function sideAt(condition: AlertCondition, price: number): Side | 'above' | 'below' {
  switch (condition.type) {
    case 'above':
      return price >= Number(condition.price) ? 'beyond' : 'before'
    case 'below':
      return price <= Number(condition.price) ? 'beyond' : 'before'
    case 'crosses':
      return price >= Number(condition.price) ? 'above' : 'below'
    case 'enters':
      return isWithin(condition, price) ? 'beyond' : 'before'
    case 'leaves':
      return isWithin(condition, price) ? 'before' : 'beyond'
    default:
      return 'unknown'
  }
}

/** How far a price still has to go, as a share of itself; `undefined` where nothing can be told. */
export function distanceTo(condition: AlertCondition, price: number): number | undefined {
  if (!(price > 0)) return undefined
  const all = thresholdsOf(condition).map((each) => Math.abs(each - price) / price)
  return all.length === 0 ? undefined : Math.min(...all)
}

/** The prices at which something happens: those that are lines on a chart. */
export function thresholdsOf(condition: AlertCondition): number[] {
  if ('price' in condition) return [Number(condition.price)]
  return 'low' in condition ? [Number(condition.low), Number(condition.high)] : []
}

function isWithin({ low, high }: { low: string; high: string }, price: number): boolean {
  return price >= Number(low) && price <= Number(high)
}

function middle(bid: number | undefined, ask: number | undefined): number | undefined {
  return bid === undefined || ask === undefined ? undefined : (bid + ask) / 2
}
