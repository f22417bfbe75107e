import { expect, it } from 'vitest'
import { type DayFigures, makeRollingDay } from './rolling-day.ts'

const minute = 60_000
const begin = Date.UTC(2026, 0, 1)

it('has no figures before the first trade', () => {
  expect(makeRollingDay().figures()).toBeUndefined()
})

it('equals a plain look at the trades of the last 1,440 minutes', () => {
  const day = makeRollingDay()
  const trades: { time: number; price: number; size: number }[] = []
  for (let i = 0; i < 4000; i++) {
    // Gaps of hours among them.
    const time =
      begin + i * minute + (i % 500 === 0 ? 0 : i % 50) + Math.floor(i / 900) * 300 * minute
    const trade = { time, price: 100 + ((i * 7919) % 997), size: 1 + (i % 5) }
    trades.push(trade)
    day.add(time, trade)
    if (i % 97 === 0) expect(day.figures()).toEqual(plain(trades, time))
  }
})

it('forgets all of a day that is over, and goes on in the newest minute of a clock set back', () => {
  const day = makeRollingDay()
  day.add(begin, { price: 900, size: 1 })
  day.add(begin + 3 * 86_400_000, { price: 5, size: 2 })
  expect(day.figures()).toEqual({ open: 5, high: 5, low: 5, volume: 2 })
  day.add(begin, { price: 7, size: 1 })
  expect(day.figures()).toEqual({ open: 5, high: 7, low: 5, volume: 3 })
})

function plain(
  trades: readonly { time: number; price: number; size: number }[],
  time: number,
): DayFigures {
  const since = (Math.floor(time / minute) - 1439) * minute
  const within = trades.filter((trade) => trade.time >= since)
  const prices = within.map(({ price }) => price)
  return {
    open: prices[0] ?? 0,
    high: Math.max(...prices),
    low: Math.min(...prices),
    volume: within.reduce((sum, { size }) => sum + size, 0),
  }
}
