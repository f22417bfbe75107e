import { type SortFigure, sorted } from '../watchlists/sort.ts'
import { toNumber } from './decimal.ts'
import { gainInBasisPoints, type Position } from './valuation.ts'

/** What holdings may be sorted by; names from A on, all else from the largest. */
export const orders = ['value', 'name', 'day', 'profit', 'added'] as const
export type Order = (typeof orders)[number]

/** What isn't known comes last. */
export function inOrder(positions: readonly Position[], by: Order): Position[] {
  if (by === 'added') return [...positions]
  return sorted(positions, {
    descending: by !== 'name',
    figureOf: (position) => figureOf(position, by),
  })
}

function figureOf(position: Position, by: Exclude<Order, 'added'>): SortFigure {
  const { base, symbol, value, day, profit } = position
  switch (by) {
    case 'name':
      return `${base} ${symbol}`
    case 'value':
      return value && toNumber(value)
    case 'day':
      return day && gainInBasisPoints(day)
    case 'profit':
      return profit && toNumber(profit.amount)
  }
}
