import type { Owned } from '../owned.ts'
import { add, type Decimal, divide, multiply, parseDecimalText, subtract, zero } from './decimal.ts'
import { type Lot, totalCost } from './lot.ts'
import { priceBefore, type Rate, type Traded } from './rates.ts'

/*
 * What holdings are worth. Pure, and exact but for quotients: a lot's value is quantity × price ×
 * rate, and every sum is the sum of exactly these. All amounts are in the chosen currency unless they
 * name their own. A cost in another currency counts at the rate of now.
 */

/** An instrument's price, and what it is in. */
export interface Quoted extends Traded {
  currency: string
}

export interface Valuing {
  quotedOf(symbol: string): Quoted | undefined
  /** From a currency into the chosen one; `undefined` where there is no way, or no price on it yet. */
  rateFrom(currency: string): Rate | undefined
}

/**
 * Why a holding has no value: nobody has a price of it, or no market turns its currency into the chosen
 * one.
 */
export type Missing = { what: 'price' } | { what: 'rate'; currency: string }

/** All lots of one instrument. */
export interface Position {
  symbol: string
  base: string
  /** What its price is in, by the market where that is known. */
  quote: string
  lots: readonly Owned<Lot>[]
  quantity: Decimal
  quoted: Quoted | undefined
  value: Decimal | undefined
  missing: Missing | undefined
  /** Over the last 24 h, the change of the currency with it. */
  day: Gain | undefined
  /** Of the lots whose cost is known. */
  profit: Gain | undefined
  cost: Decimal | undefined
  /** What one unit cost on average, where all costs are in one currency. */
  average: { amount: Decimal; currency: string } | undefined
  /** How many lots have no cost, or one that can't be turned into the chosen currency. */
  uncosted: number
}

/** A gain or a loss on what was there before. */
export interface Gain {
  amount: Decimal
  base: Decimal
}

export interface Total {
  value: Decimal
  day: Gain | undefined
  profit: Gain | undefined
  /** Holdings without a value. */
  leftOut: readonly Position[]
  /** Holdings with a value whose profit leaves something out. */
  uncosted: readonly Position[]
}

/** Per cent in basis points, not rounded; `undefined` on nothing. */
export function gainInBasisPoints({ amount, base }: Gain): number | undefined {
  if (base.digits === 0n) return undefined
  const [of, on] = [ratio(amount), ratio(base)]
  return (of / on) * 10_000
}

const ratio = ({ digits, scale }: Decimal) => Number(digits) / 10 ** scale

/** Lots by instrument, in the order of the first lot of each; those of one by day. */
export function groupLots(lots: readonly Owned<Lot>[]): Map<string, readonly Owned<Lot>[]> {
  const groups = new Map<string, Owned<Lot>[]>()
  for (const lot of [...lots].sort((a, b) => a.value.addedAt - b.value.addedAt)) {
    const group = groups.get(lot.value.symbol)
    if (group) group.push(lot)
    else groups.set(lot.value.symbol, [lot])
  }
  const dayOf = ({ value }: Owned<Lot>) => value.date ?? ''
  for (const group of groups.values()) {
    group.sort((a, b) => Number(dayOf(a) > dayOf(b)) - Number(dayOf(a) < dayOf(b)))
  }
  return groups
}

export function valuePosition(lots: readonly Owned<Lot>[], valuing: Valuing): Position {
  const [first] = lots
  if (first === undefined) throw new Error('A position has at least one lot.')
  const { symbol, base, quote } = first.value
  const quoted = valuing.quotedOf(symbol)
  const rate = quoted && valuing.rateFrom(quoted.currency)
  const unit = quoted && rate && multiply(quoted.price, rate.value)
  const before = quoted && rate?.before && priceBefore(quoted)
  const unitBefore = before && rate?.before && multiply(before, rate.before)
  const quantity = sum(lots, quantityOf)
  const value = unit && multiply(quantity, unit)
  const valueBefore = unitBefore && multiply(quantity, unitBefore)
  return {
    symbol,
    base,
    quote: quoted?.currency ?? quote,
    lots,
    quantity,
    quoted,
    value,
    missing: value ? undefined : missingOf(quoted),
    day: value && valueBefore && { amount: subtract(value, valueBefore), base: valueBefore },
    average: averageOf(lots),
    ...profitOf(lots, unit, valuing),
  }
}

export function totalOf(positions: readonly Position[]): Total {
  const valued = positions.filter(({ value }) => value !== undefined)
  return {
    value: sum(valued, ({ value }) => value),
    day: sumOfGains(valued.map(({ day }) => day)),
    profit: sumOfGains(valued.map(({ profit }) => profit)),
    leftOut: positions.filter(({ value }) => value === undefined),
    uncosted: valued.filter(({ uncosted }) => uncosted > 0),
  }
}

function missingOf(quoted: Quoted | undefined): Missing {
  return quoted ? { what: 'rate', currency: quoted.currency } : { what: 'price' }
}

function profitOf(
  lots: readonly Owned<Lot>[],
  unit: Decimal | undefined,
  { rateFrom }: Valuing,
): Pick<Position, 'profit' | 'cost' | 'uncosted'> {
  const costed = lots.flatMap((lot) => {
    const paid = totalCost(lot.value)
    const rate = lot.value.cost && rateFrom(lot.value.cost.currency)
    return paid && rate ? [{ lot, cost: multiply(paid, rate.value) }] : []
  })
  const uncosted = lots.length - costed.length
  if (costed.length === 0) return { profit: undefined, cost: undefined, uncosted }
  const cost = sum(costed, (each) => each.cost)
  const value =
    unit &&
    multiply(
      unit,
      sum(costed, ({ lot }) => quantityOf(lot)),
    )
  return { profit: value && { amount: subtract(value, cost), base: cost }, cost, uncosted }
}

function averageOf(lots: readonly Owned<Lot>[]): Position['average'] {
  const costed = lots.filter(({ value }) => value.cost !== undefined)
  const currency = costed[0]?.value.cost?.currency
  if (currency === undefined) return undefined
  if (costed.some(({ value }) => value.cost?.currency !== currency)) return undefined
  const amount = divide(
    sum(costed, ({ value }) => totalCost(value)),
    sum(costed, quantityOf),
  )
  return amount && { amount, currency }
}

function sumOfGains(gains: readonly (Gain | undefined)[]): Gain | undefined {
  const known = gains.filter((gain) => gain !== undefined)
  if (known.length === 0) return undefined
  return { amount: sum(known, ({ amount }) => amount), base: sum(known, ({ base }) => base) }
}

function quantityOf({ value }: Owned<Lot>): Decimal {
  return parseDecimalText(value.quantity) ?? zero
}

function sum<T>(all: readonly T[], of: (each: T) => Decimal | undefined): Decimal {
  return all.reduce((total, each) => add(total, of(each) ?? zero), zero)
}
