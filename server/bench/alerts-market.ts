import type { Candle } from '../../shared/candle.ts'
import type { Instrument } from '../../shared/instrument.ts'
import type { Past } from '../alerts/gauges.ts'

/** The market of the bench of alerts: how its instruments have walked, and how they go on. */
export const instruments: Instrument[] = Array.from({ length: 200 }, (_, n) => ({
  ...{ id: `BINANCE:B${n}USDT`, venue: 'BINANCE', symbol: `B${n}USDT`, base: `B${n}` },
  ...{ quote: 'USDT', decimals: 2, sizeDecimals: 5 },
}))
/** Where each of them begins, units: 10,000.00. */
export const startPrice = 1_000_000
export const tradesPerSecond = 10_000
const eachPerSecond = tradesPerSecond / instruments.length
/** A trade moves its price by up to half of it either way, evenly: by 3.6 % in a day, as a rule. */
const spreadUnits = 60
const minuteMs = 60_000
const minutes = 2_000
/** Points of the walk in each minute of the past, from which its candle is made. */
const points = 4

/** From 0 to 1, the same each time. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Where the next trade is, and how much is traded. */
export function nextTrade(price: number, random: () => number): { price: number; size: number } {
  const next = price + Math.round((random() - 0.5) * spreadUnits)
  return { price: next, size: 1 + Math.floor(random() * 100_000) }
}

/** How an instrument came to where it begins: a walk as wide as that of its trades. */
export function pastOf(index: number): Past {
  const random = seeded(1_000 + index)
  const tradesOfPoint = (eachPerSecond * 60) / points
  const width = (spreadUnits / Math.sqrt(12)) * Math.sqrt(tradesOfPoint)
  const volume = eachPerSecond * 60 * 50_000
  const end = Math.floor(Date.now() / minuteMs) * minuteMs
  const made: Candle[] = []
  let price = startPrice
  // Backwards, because where it ends is known.
  for (let n = 1; n <= minutes; n++) {
    const close = price
    let [high, low] = [price, price]
    for (let point = 0; point < points; point++) {
      // The sum of three is near enough to a bell; its width is 1.
      price += Math.round((random() + random() + random() - 1.5) * 2 * width)
      high = Math.max(high, price)
      low = Math.min(low, price)
    }
    made.push({ time: end - n * minuteMs, open: price, high, low, close, volume })
  }
  return { minutes: made.reverse(), knownSince: end - minutes * minuteMs }
}
