import { drive, instrumentsOf, type Tick } from '../market.ts'
import type { Task } from './child.ts'

/** What each peer sends for a change: the first five fields of Ebb's own JSON. */
export interface PlainChange {
  symbol: string
  venue: string
  price: number
  change_24h: number
  timestamp: number
}

/** The newest change of each instrument, handed over once a window and then forgotten. */
export function windows(
  { symbols, perSecond, windowMs }: Task,
  flush: (changes: PlainChange[]) => void,
): void {
  const pending = new Map<string, Tick>()
  const tick = (each: Tick) => pending.set(each.instrument.symbol, each)
  drive({ instruments: instrumentsOf(symbols), perSecond, tick })
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
