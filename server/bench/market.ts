import type { Instrument } from '../../shared/instrument.ts'
import { defaultSymbols } from '../../shared/instrument.ts'

/** The instruments of the bench, and a price for each that moves by a few ticks: the same for every server. */
export const instruments: Instrument[] = defaultSymbols.map((symbol) => ({
  id: `BINANCE:${symbol}`,
  venue: 'BINANCE',
  symbol,
  base: symbol.slice(0, -4),
  quote: 'USDT',
  decimals: 2,
  sizeDecimals: 5,
}))

export interface Tick {
  instrument: Instrument
  price: number
  /** When it was due, epoch ms: a server that is late doesn't look on time. */
  time: number
}

/**
 * Calls `tick` for each instrument `perSecond` times a second, evenly spread, from a seeded walk.
 * Returns its stop.
 */
export function drive(perSecond: number, tick: (tick: Tick) => void): () => void {
  const prices = instruments.map((_, index) => 10_000_00 + index * 1_000_00)
  const gapMs = 1_000 / (perSecond * instruments.length)
  const startedAt = Date.now()
  let seed = 42
  let count = 0
  const timer = setInterval(() => {
    const due = Math.floor((Date.now() - startedAt) / gapMs)
    for (; count < due; count++) {
      const index = count % instruments.length
      const instrument = instruments[index]
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      const price = (prices[index] ?? 0) + (seed % 7) - 3
      prices[index] = price
      if (instrument) tick({ instrument, price, time: Math.round(startedAt + count * gapMs) })
    }
  }, 1)
  return () => clearInterval(timer)
}
