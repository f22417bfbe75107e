import { type Instrument, instrumentId } from '../../shared/instrument.ts'
import { knownInstruments } from './known.ts'
import { parseLine, readLines } from './recording.ts'

/** A first pass looks at so many lines; who appears only after them is refused by name. */
const maxLines = 2_000_000
const symbolField = /"s":"([\p{L}\p{N}]{1,32})"/u
const priceFields = /"[pbacohl]":"?(\d+(?:\.\d+)?)/g
const sizeFields = /"[qBAv]":"?(\d+(?:\.\d+)?)/g
/** Longest first, so that FDUSD isn't taken for USD. */
const quotes = ['FDUSD', 'USDT', 'USDC', 'TUSD', 'BUSD', 'USD', 'EUR', 'TRY', 'BTC', 'ETH', 'BNB']

/**
 * The instruments of a recording, found by one pass over it. The decimals of those that aren't known
 * are the most that any of their figures needs. What can't be read ends the pass; playing it says why.
 */
export async function findInstruments(
  file: string,
  signal: AbortSignal,
): Promise<Map<string, Instrument>> {
  const known = knownInstruments('REPLAY')
  const found = new Map<string, Instrument>()
  let seen = 0
  try {
    for await (const lines of readLines(file)) {
      for (const line of lines) {
        const symbol = symbolField.exec(line)?.[1]
        if (symbol === undefined) continue
        const instrument = known.get(symbol) ?? found.get(symbol) ?? unknown(symbol)
        found.set(symbol, instrument)
        if (!known.has(symbol) && parseLine(line)) widen(instrument, line)
      }
      seen += lines.length
      if (seen > maxLines || signal.aborted) break
    }
  } catch {
    // Told when it is played.
  }
  return found
}

function unknown(symbol: string): Instrument {
  const quote = quotes.find((name) => symbol.endsWith(name) && symbol !== name) ?? ''
  const base = symbol.slice(0, symbol.length - quote.length)
  const id = instrumentId('REPLAY', symbol)
  return { id, venue: 'REPLAY', symbol, base, quote, decimals: 0, sizeDecimals: 0 }
}

function widen(instrument: Instrument, line: string): void {
  instrument.decimals = Math.max(instrument.decimals, most(line, priceFields))
  instrument.sizeDecimals = Math.max(instrument.sizeDecimals, most(line, sizeFields))
}

function most(line: string, fields: RegExp): number {
  let decimals = 0
  for (const [, figure = ''] of line.matchAll(fields)) {
    // Binance writes eight decimals whatever the tick.
    const fraction = figure.split('.')[1]?.replace(/0+$/, '') ?? ''
    decimals = Math.max(decimals, Math.min(12, fraction.length))
  }
  return decimals
}
