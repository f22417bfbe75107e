import type { VenueEvent } from './event.ts'

/**
 * Trades remembered of each instrument. At the most that was ever recorded, 1,568 events a second
 * over two instruments, it is more than a second: as long as two connections overlap.
 */
const remembered = 1024

interface Seen {
  ids: Float64Array
  times: Float64Array
  update: number
  quoteTime: number
  tickerTime: number
}

export interface Newest {
  /** Whether the event is new. It is remembered, so asking twice about one event answers no. */
  admits(event: VenueEvent): boolean
  /** Quotes and tickers may begin anew: the venue's numbering is not the one of the last connection. */
  restart(): void
}

/**
 * Keeps what comes twice from being delivered twice, and an older state from following a newer one,
 * also while two connections overlap. A trade is an event: each passes once, a late one too, because
 * its candle needs it. Quotes and tickers are states: only a newer one passes.
 */
export function makeNewest(): Newest {
  const seen = new Map<string, Seen>()

  const of = (instrument: string): Seen => {
    let entry = seen.get(instrument)
    if (!entry) {
      entry = {
        ids: new Float64Array(remembered).fill(-1),
        times: new Float64Array(remembered),
        update: -1,
        quoteTime: 0,
        tickerTime: 0,
      }
      seen.set(instrument, entry)
    }
    return entry
  }

  return {
    admits(event) {
      switch (event.type) {
        case 'trade': {
          const { instrument, id, time } = event.trade
          if (id === undefined) return true
          const { ids, times } = of(instrument)
          const slot = id % remembered
          // The time too: a venue that began its numbering anew repeats ids, not trades.
          if (ids[slot] === id && times[slot] === time) return false
          ids[slot] = id
          times[slot] = time
          return true
        }
        case 'quote': {
          const { update, quote } = event
          if (update === undefined && quote.time === undefined) return true
          const entry = of(quote.instrument)
          if (update !== undefined) {
            if (update <= entry.update) return false
            entry.update = update
          } else if (quote.time !== undefined) {
            // Of two at the same time nobody can say which is older.
            if (quote.time < entry.quoteTime) return false
            entry.quoteTime = quote.time
          }
          return true
        }
        case 'ticker': {
          const entry = of(event.ticker.instrument)
          if (event.ticker.time <= entry.tickerTime) return false
          entry.tickerTime = event.ticker.time
          return true
        }
        default:
          return true
      }
    },
    restart() {
      for (const entry of seen.values()) {
        entry.update = -1
        entry.quoteTime = 0
        entry.tickerTime = 0
      }
    },
  }
}
