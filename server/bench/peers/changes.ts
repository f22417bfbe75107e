import { drive, type Tick } from '../market.ts'

/** The same JSON that Ebb sends for a change, as a plain object: what a plain server would stringify. */
export interface PlainChange {
  symbol: string
  venue: string
  price: number
  change_24h: number
  timestamp: number
}

/** The newest change of each instrument, handed over every `windowMs` and then forgotten. */
export function windows(
  perSecond: number,
  windowMs: number,
  flush: (changes: PlainChange[]) => void,
): void {
  const pending = new Map<string, Tick>()
  drive(perSecond, (tick) => pending.set(tick.instrument.symbol, tick))
  setInterval(() => {
    if (pending.size === 0) return
    const changes = [...pending.values()].map(({ instrument, price, time }) => ({
      symbol: instrument.symbol,
      venue: instrument.venue,
      price: price / 100,
      change_24h: 1.25,
      timestamp: time,
    }))
    pending.clear()
    flush(changes)
  }, windowMs)
}
