import { parseDecimal, typedDecimal } from '../../words/typed-number.ts'
import { multiply, parseDecimalText } from './decimal.ts'
import { type Cost, isCurrency, isDay, isQuantity, type Lot, maxNoteChars } from './lot.ts'

/** A lot as it is typed. */
export interface Draft {
  quantity: string
  /** Empty where the cost isn't known. */
  amount: string
  per: Cost['per']
  currency: string
  /** `2026-11-22`, or empty. */
  date: string
  note: string
}

/** What is wrong with each field, for each language to say what to do. */
export interface DraftProblems {
  quantity?: 'missing' | 'number' | 'positive'
  amount?: 'number' | 'negative'
  currency?: 'unknown'
  date?: 'unknown' | 'future'
}

export type LotFields = Pick<Lot, 'quantity' | 'cost' | 'date' | 'note'>

export function emptyDraft(currency: string, today: string): Draft {
  return { quantity: '', amount: '', per: 'unit', currency, date: today, note: '' }
}

/** A lot as one would have typed it. */
export function draftOf({ quantity, cost, date, note, quote }: Lot): Draft {
  return {
    quantity: typedDecimal(quantity),
    amount: cost ? typedDecimal(cost.amount) : '',
    per: cost?.per ?? 'unit',
    currency: cost?.currency ?? quote,
    date: date ?? '',
    note,
  }
}

/** The lot that was typed, or what is wrong with it; `today` is the last day that can be. */
export function readDraft(
  draft: Draft,
  today: string,
): { fields: LotFields } | { problems: DraftProblems } {
  const quantity = parseDecimal(draft.quantity)
  const amount = parseDecimal(draft.amount)
  const isCosted = draft.amount.trim() !== ''
  const problems: DraftProblems = {}
  if (draft.quantity.trim() === '') problems.quantity = 'missing'
  else if (quantity === undefined || !isShort(quantity)) problems.quantity = 'number'
  else if (!isQuantity(quantity)) problems.quantity = 'positive'
  if (isCosted && (amount === undefined || !isShort(amount))) problems.amount = 'number'
  else if (isCosted && amount?.startsWith('-')) problems.amount = 'negative'
  const currency = draft.currency.trim().toUpperCase()
  if (isCosted && !isCurrency(currency)) problems.currency = 'unknown'
  if (draft.date !== '' && !isDay(draft.date)) problems.date = 'unknown'
  else if (draft.date > today) problems.date = 'future'
  if (quantity === undefined || Object.keys(problems).length > 0) return { problems }
  const cost = isCosted && amount !== undefined ? { amount, currency, per: draft.per } : undefined
  const note = draft.note.trim().slice(0, maxNoteChars)
  return { fields: { quantity, cost, date: draft.date || undefined, note } }
}

/** What a draft comes to in all, where its price is given by the unit. */
export function draftTotal({ quantity, amount, per }: Draft) {
  const units = parseDecimalText(parseDecimal(quantity) ?? '')
  const paid = parseDecimalText(parseDecimal(amount) ?? '')
  return per === 'unit' && units && paid ? multiply(paid, units) : undefined
}

/** The local day of an instant, as a date field has it. */
export function dayOf(at: number): string {
  const date = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

function isShort(text: string): boolean {
  return parseDecimalText(text) !== undefined
}
