import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { parseUnits } from '../../shared/price.ts'
import { isFields } from './reading.ts'
import { VenueError } from './venue-error.ts'

/** Where a venue's 24 h figures name the symbol, and what was turned over in the quote currency. */
export interface TurnoverFields {
  symbol: string
  turnover: string
}

/**
 * Entries with the turnover that the venue's tickers tell. They only rank a search: where they can't
 * be had, the list is as good without.
 */
export async function withTurnover(
  entries: CatalogueEntry[],
  { rows, fields }: { rows: Promise<unknown>; fields: TurnoverFields },
): Promise<CatalogueEntry[]> {
  let list: unknown
  try {
    list = await rows
  } catch (error) {
    if (!(error instanceof VenueError)) throw error
  }
  const turnovers = readTurnovers(list, fields)
  return entries.map((entry) => {
    const turnover = turnovers.get(entry.symbol)
    return turnover === undefined ? entry : { ...entry, turnover }
  })
}

export function readTurnovers(rows: unknown, fields: TurnoverFields): Map<string, number> {
  const turnovers = new Map<string, number>()
  for (const row of Array.isArray(rows) ? rows : []) {
    if (!isFields(row)) continue
    const symbol = row[fields.symbol]
    const turnover = parseUnits(row[fields.turnover], 0)
    if (typeof symbol === 'string' && turnover !== undefined && turnover >= 0) {
      turnovers.set(symbol, turnover)
    }
  }
  return turnovers
}
