import { type Decimal, multiply, parseDecimalText } from './decimal.ts'

/**
 * So much of an instrument, got at one time at one price; several make a holding. Figures are plain
 * decimal text, so that nothing is lost on the way to the device, into a file and back.
 */
export interface Lot {
  /** As its user would type it: `BTCUSDT`, `KRAKEN:BTC/USD`. */
  symbol: string
  base: string
  /** What the instrument is priced in; empty where nobody knew. */
  quote: string
  /** Above zero, in units of the base. */
  quantity: string
  /** Absent where it was given, or forgotten. */
  cost: Cost | undefined
  /** The local day, `2026-11-22`. */
  date: string | undefined
  note: string
  /** Epoch ms; among those of one day the order. */
  addedAt: number
}

export interface Cost {
  /** Zero or more. */
  amount: string
  /** `USDT`, `EUR`. */
  currency: string
  /** Whether `amount` is the price of one unit, or what all of them cost. */
  per: 'unit' | 'all'
}

/** Longer notes are cut. */
export const maxNoteChars = 500
const symbolShape = /^(?:[A-Z]{2,16}:)?[\p{L}\p{N}._/-]{1,32}$/u
const currencyShape = /^[A-Z0-9]{2,12}$/

/** What all of a lot cost, in the currency of its cost. */
export function totalCost({ quantity, cost }: Lot): Decimal | undefined {
  if (cost === undefined) return undefined
  const amount = parseDecimalText(cost.amount)
  const units = parseDecimalText(quantity)
  if (amount === undefined || units === undefined) return undefined
  return cost.per === 'all' ? amount : multiply(amount, units)
}

/** What was kept, checked; `undefined` for what can't be read. */
export function parseLot(value: unknown): Lot | undefined {
  if (!isObject(value)) return undefined
  const { symbol, base, quote, quantity, date, note, addedAt } = value
  if (typeof symbol !== 'string' || !symbolShape.test(symbol)) return undefined
  if (typeof base !== 'string' || typeof quote !== 'string') return undefined
  if (!isQuantity(quantity)) return undefined
  const cost = value.cost === undefined ? undefined : parseCost(value.cost)
  if (value.cost !== undefined && cost === undefined) return undefined
  return {
    symbol,
    base,
    quote,
    quantity,
    cost,
    date: isDay(date) ? date : undefined,
    note: typeof note === 'string' ? note.slice(0, maxNoteChars) : '',
    addedAt: typeof addedAt === 'number' && Number.isFinite(addedAt) ? addedAt : 0,
  }
}

function parseCost(value: unknown): Cost | undefined {
  if (!isObject(value)) return undefined
  const { amount, currency, per } = value
  if (!isAmount(amount) || !isCurrency(currency)) return undefined
  return per === 'unit' || per === 'all' ? { amount, currency, per } : undefined
}

/** Plain decimal text above zero. */
export function isQuantity(value: unknown): value is string {
  const parsed = typeof value === 'string' ? parseDecimalText(value) : undefined
  return parsed !== undefined && parsed.digits > 0n
}

/** Plain decimal text, zero or more. */
export function isAmount(value: unknown): value is string {
  const parsed = typeof value === 'string' ? parseDecimalText(value) : undefined
  return parsed !== undefined && parsed.digits >= 0n
}

export function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && currencyShape.test(value)
}

/** A day that the calendar has, `2026-11-22`. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
