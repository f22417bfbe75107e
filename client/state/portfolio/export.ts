import type { Owned } from '../owned.ts'
import { csvText } from './csv.ts'
import type { Lot } from './lot.ts'

/** What a file of holdings says of itself. */
export const holdingsFormat = 'ebb-holdings'
/** History: 1, the first. */
export const holdingsVersion = 1

/** The columns of a table of holdings. Of `price` and `total` one is filled: whichever was paid. */
export const columns = [
  'id',
  'symbol',
  'base',
  'quote',
  'quantity',
  'price',
  'total',
  'currency',
  'date',
  'note',
] as const
export type Column = (typeof columns)[number]

export function holdingsAsCsv(lots: readonly Owned<Lot>[]): string {
  const rows = lots.map(({ id, value }) => {
    const { cost } = value
    const cells: Record<Column, string | undefined> = {
      id,
      symbol: value.symbol,
      base: value.base,
      quote: value.quote,
      quantity: value.quantity,
      price: cost?.per === 'unit' ? cost.amount : undefined,
      total: cost?.per === 'all' ? cost.amount : undefined,
      currency: cost?.currency,
      date: value.date,
      note: value.note,
    }
    return columns.map((column) => cells[column])
  })
  // Without this mark spreadsheets take Korean and Chinese for something else.
  return `\uFEFF${csvText([columns, ...rows])}`
}

/** The same, and everything else that is known of them. */
export function holdingsAsJson(lots: readonly Owned<Lot>[], madeAt: number): string {
  const holdings = lots.map(({ id, value }) => ({ id, ...value }))
  const about = { format: holdingsFormat, version: holdingsVersion }
  return `${JSON.stringify({ ...about, madeAt: new Date(madeAt).toISOString(), holdings }, null, 2)}\n`
}
