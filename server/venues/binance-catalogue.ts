import { type Instrument, instrumentId } from '../../shared/instrument.ts'
import { decimalsOfTick } from '../../shared/price.ts'
import { type Answer, askJson } from './ask.ts'

/** What exchangeInfo tells of the symbols asked for. */
export interface Catalogue {
  /** Those that trade now, in the order asked. */
  trading: Instrument[]
  /** A sentence for each of the others. */
  missing: string[]
}

export type CatalogueAnswer =
  | { ok: true; catalogue: Catalogue }
  | { ok: false; reason: string; status: number | undefined; retryAfterMs: number | undefined }

const invalidSymbol = -1121

export async function askCatalogue(
  restUrl: string,
  { symbols, signal }: { symbols: readonly string[]; signal: AbortSignal },
): Promise<CatalogueAnswer> {
  const ask = (query: string) => askJson(`${restUrl}/api/v3/exchangeInfo?${query}`, { signal })
  const all = await ask(`symbols=${encodeURIComponent(JSON.stringify(symbols))}`)
  if (all.ok) return { ok: true, catalogue: readCatalogue([all.value], symbols) }
  if (!isInvalidSymbol(all)) return failed(all)
  // One name that Binance doesn't know fails the whole question: find it by asking one by one.
  const values: unknown[] = []
  for (const symbol of symbols) {
    const one = await ask(`symbol=${encodeURIComponent(symbol)}`)
    if (one.ok) values.push(one.value)
    else if (!isInvalidSymbol(one)) return failed(one)
  }
  return { ok: true, catalogue: readCatalogue(values, symbols) }
}

/** The instruments in answers of exchangeInfo; whatever is malformed in them counts as missing. */
export function readCatalogue(answers: readonly unknown[], symbols: readonly string[]): Catalogue {
  const rows = new Map<unknown, Record<string, unknown>>()
  for (const answer of answers) {
    if (!isFields(answer) || !Array.isArray(answer.symbols)) continue
    for (const row of answer.symbols) if (isFields(row)) rows.set(row.symbol, row)
  }
  const catalogue: Catalogue = { trading: [], missing: [] }
  for (const symbol of symbols) {
    const row = rows.get(symbol)
    const instrument = row && readInstrument(row, symbol)
    if (!row) catalogue.missing.push(`Binance does not list ${symbol}: it is not subscribed.`)
    else if (row.status !== 'TRADING') {
      const status = JSON.stringify(row.status)?.slice(0, 40)
      catalogue.missing.push(`${symbol} does not trade (its status is ${status}): not subscribed.`)
    } else if (!instrument) {
      catalogue.missing.push(`exchangeInfo has no readable tick and lot for ${symbol}.`)
    } else catalogue.trading.push(instrument)
  }
  return catalogue
}

function readInstrument(row: Record<string, unknown>, symbol: string): Instrument | undefined {
  const { baseAsset, quoteAsset, filters } = row
  if (typeof baseAsset !== 'string' || typeof quoteAsset !== 'string') return undefined
  const decimals = decimalsOfTick(filterOf(filters, 'PRICE_FILTER')?.tickSize)
  const sizeDecimals = decimalsOfTick(filterOf(filters, 'LOT_SIZE')?.stepSize)
  if (decimals === undefined || sizeDecimals === undefined) return undefined
  return {
    id: instrumentId('BINANCE', symbol),
    venue: 'BINANCE',
    symbol,
    base: baseAsset,
    quote: quoteAsset,
    decimals,
    sizeDecimals,
  }
}

function filterOf(filters: unknown, type: string): Record<string, unknown> | undefined {
  if (!Array.isArray(filters)) return undefined
  return filters.find((filter) => isFields(filter) && filter.filterType === type)
}

function isInvalidSymbol(answer: Extract<Answer, { ok: false }>): boolean {
  return isFields(answer.body) && answer.body.code === invalidSymbol
}

function failed({ reason, status, retryAfterMs }: Extract<Answer, { ok: false }>): CatalogueAnswer {
  return { ok: false, reason, status, retryAfterMs }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
