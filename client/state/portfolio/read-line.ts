import { parseSymbol } from '../../../shared/instrument.ts'
import { splitSymbol } from '../symbols.ts'
import type { CsvSeparator } from './csv.ts'
import { type Column, columns } from './export.ts'
import {
  type Cost,
  isAmount,
  isCurrency,
  isDay,
  isQuantity,
  type Lot,
  maxNoteChars,
} from './lot.ts'

/** What of a line can't be read. */
const faultyFields = ['symbol', 'quantity', 'price', 'total', 'currency', 'date', 'item'] as const
export type FaultyField = (typeof faultyFields)[number]

export interface LineFault {
  field: FaultyField
  /** What stands there. */
  text: string
}

/** Where each column stands in a line; absent where the table has none. */
export type Columns = ReadonlyMap<Column, number>

/** What others call our columns. */
const otherNames: Partial<Record<string, Column>> = {
  instrument: 'symbol',
  ticker: 'symbol',
  pair: 'symbol',
  종목: 'symbol',
  代码: 'symbol',
  amount: 'quantity',
  qty: 'quantity',
  shares: 'quantity',
  units: 'quantity',
  수량: 'quantity',
  数量: 'quantity',
  단가: 'price',
  매수가: 'price',
  单价: 'price',
  价格: 'price',
  cost: 'total',
  총액: 'total',
  매수금액: 'total',
  总额: 'total',
  통화: 'currency',
  货币: 'currency',
  币种: 'currency',
  날짜: 'date',
  日期: 'date',
  notes: 'note',
  memo: 'note',
  메모: 'note',
  备注: 'note',
}

/** By the names in the first line; `undefined` where an instrument or a quantity has no column. */
export function findColumns(names: readonly string[]): Columns | undefined {
  const found = new Map<Column, number>()
  names.forEach((text, index) => {
    const name = text.trim().toLowerCase()
    const column = columns.find((each) => each === name) ?? otherNames[name]
    if (column !== undefined && !found.has(column)) found.set(column, index)
  })
  return found.has('symbol') && found.has('quantity') ? found : undefined
}

/** An id of ours, so that what it names is the same lot. */
export function parseId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{24}$/.test(value) ? value : undefined
}

/** The lot of one line, and its id where it has one. */
export function readLine(
  fields: readonly string[],
  at: Columns,
  separator: CsvSeparator,
): { id: string | undefined; lot: Lot } | LineFault {
  const text = (column: Column) => (fields[at.get(column) ?? -1] ?? '').trim()
  const figure = (column: Column) => plainFigure(text(column), separator)
  const fault = (field: FaultyField & Column): LineFault => ({ field, text: text(field) })

  const symbol = symbolOf(text('symbol'))
  if (symbol === undefined) return fault('symbol')
  const quantity = figure('quantity')
  if (!isQuantity(quantity)) return fault('quantity')
  const known = splitSymbol(symbol)
  const base = text('base') || known.base
  const quote = text('quote') || known.quote

  const per: Cost['per'] = text('price') === '' ? 'all' : 'unit'
  const paid = per === 'unit' ? 'price' : 'total'
  const amount = figure(paid)
  const currency = (text('currency') || quote).toUpperCase()
  const isCosted = text(paid) !== ''
  if (isCosted && !isAmount(amount)) return fault(paid)
  if (isCosted && !isCurrency(currency)) return fault('currency')
  const cost = isCosted && isAmount(amount) ? { amount, currency, per } : undefined

  const date = text('date').replaceAll(/[/.]/g, '-')
  if (date !== '' && !isDay(date)) return fault('date')
  const note = text('note').slice(0, maxNoteChars)
  const lot = { symbol, base, quote, quantity, cost, date: date || undefined, note, addedAt: 0 }
  return { id: parseId(text('id')), lot }
}

function symbolOf(text: string): string | undefined {
  const parsed = parseSymbol(text)
  if (parsed === undefined) return undefined
  return parsed.venue === undefined ? parsed.symbol : `${parsed.venue}:${parsed.symbol}`
}

/**
 * Plain decimal text of a figure in a table: `1234.5`, `1,234.5`, and where no comma parts the fields,
 * as those write it who have a decimal comma, `1234,5`. What could be read two ways is not read.
 */
function plainFigure(text: string, separator: CsvSeparator): string | undefined {
  const plain = text.replaceAll(/[\s']/g, '')
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(plain)) return plain.replaceAll(',', '')
  if (separator !== ',' && /^\d+,\d+$/.test(plain)) return plain.replace(',', '.')
  return plain.includes(',') ? undefined : plain
}
