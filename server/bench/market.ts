import { defaultSymbols, type Instrument } from '../../shared/instrument.ts'

/** The symbols of the bench: those of the default watchlist, and as many more of our own. */
export function symbolsOf(count: number): string[] {
  return Array.from({ length: count }, (_, n) => defaultSymbols[n] ?? `B${n}USDT`)
}

export function instrumentsOf(symbols: readonly string[]): Instrument[] {
  return symbols.map((symbol) => ({
    id: `BINANCE:${symbol}`,
    venue: 'BINANCE',
    symbol,
    base: symbol.slice(0, -4),
    quote: 'USDT',
    decimals: 2,
    sizeDecimals: 5,
  }))
}

/** Where each instrument begins, units: the same for every server. */
export function startPrice(index: number): number {
  return 10_000_00 + index * 1_000_00
}

export interface Tick {
  instrument: Instrument
  price: number
  /** When it was due, epoch ms: a server that is late doesn't look on time. */
  time: number
}

export interface DriveOptions {
  instruments: readonly Instrument[]
  /** Changes of each; 0 is a market that stands still. */
  perSecond: number
  tick(tick: Tick): void
}

/**
 * Calls `tick` for each instrument `perSecond` times a second, evenly spread, from a seeded walk.
 * It wakes for what is due and not in between: a timer of its own would count as the server's work.
 * Returns its stop.
 */
export function drive({ instruments, perSecond, tick }: DriveOptions): () => void {
  if (perSecond === 0) return () => {}
  const prices = instruments.map((_, index) => startPrice(index))
  const gapMs = 1_000 / (perSecond * instruments.length)
  const startedAt = Date.now()
  let seed = 42
  let count = 0
  let timer = setTimeout(advance, Math.ceil(gapMs))
  function advance(): void {
    const due = Math.floor((Date.now() - startedAt) / gapMs)
    for (; count < due; count++) {
      const index = count % instruments.length
      const instrument = instruments[index]
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      const price = (prices[index] ?? 0) + (seed % 7) - 3
      prices[index] = price
      // The first is due a gap after the start.
      if (instrument) tick({ instrument, price, time: Math.round(startedAt + (count + 1) * gapMs) })
    }
    // Rounded up: Node drops the fraction, and would wake before it is due and then again.
    const waitMs = Math.ceil(startedAt + (count + 1) * gapMs - Date.now())
    timer = setTimeout(advance, Math.max(1, waitMs))
  }
  return () => clearTimeout(timer)
}
