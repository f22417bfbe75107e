import { type Dial, type Gauge, isCalm, makeGauge, moveAt, type Waiters } from './gauge.ts'
import { type Extremes, makeExtremes, windowSteps } from './window.ts'

/** A price, at an instant of the venue, epoch ms. */
export interface Priced {
  price: number
  time: number
}

/** The prices of one source over a while, and what is read from them. */
export interface PriceWindow {
  readonly windowMs: number
  /** What it has seen reaches back to here, epoch ms. */
  knownSince(): number
  readonly rise: Gauge
  readonly fall: Gauge
  /** How far beyond all that was before; moves only while the whole of the window `isKnown`. */
  readonly overHigh: Gauge
  readonly underLow: Gauge
  move(to: Priced, isKnown: boolean): void
  /** Takes these prices for its past, and forgets what it had. Its gauges stay until it moves. */
  learn(past: { prices: Iterable<Priced>; knownSince: number }): void
}

/*
 * There are thousands of these and each price moves several, so what a move needs stands side by side
 * in few lines of the processor's cache. Only when a step of the window ends, a few times a second at
 * most, is its lowest and highest price put to the others'.
 */
const step = 0
const stepLow = 1
const stepHigh = 2
/** Of the window, the present step included. */
const low = 3
const high = 4
const since = 5
const risen = 6
const fallen = 9
const over = 12
const under = 15
const length = 18

export function makePriceWindow(windowMs: number, waiters: Waiters): PriceWindow {
  const stepMs = windowMs / windowSteps
  const at = new Float64Array(length)
  const rise = makeGauge(waiters, { at, from: risen })
  const fall = makeGauge(waiters, { at, from: fallen })
  const overDial: Dial = { at, from: over }
  const underDial: Dial = { at, from: under }
  const [overHigh, underLow] = [makeGauge(waiters, overDial), makeGauge(waiters, underDial)]
  let extremes: Extremes
  begin()
  at[since] = Number.POSITIVE_INFINITY

  function begin(): void {
    extremes = makeExtremes(windowMs)
    at[step] = Number.NEGATIVE_INFINITY
    restart(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
  }

  /** A step without prices yet, in a window of that lowest and highest price. */
  function restart(lowest: number, highest: number): void {
    at[stepLow] = Number.POSITIVE_INFINITY
    at[stepHigh] = Number.NEGATIVE_INFINITY
    at[low] = lowest
    at[high] = highest
  }

  function turn(to: number, time: number): void {
    const [lowest = Number.NaN, highest = Number.NaN, before = Number.NaN] = [
      at[stepLow],
      at[stepHigh],
      at[step],
    ]
    if (lowest <= highest) {
      extremes.add(before * stepMs, lowest)
      extremes.add(before * stepMs, highest)
    }
    at[step] = to
    restart(
      extremes.low(time) ?? Number.POSITIVE_INFINITY,
      extremes.high(time) ?? Number.NEGATIVE_INFINITY,
    )
  }

  return {
    windowMs,
    knownSince: () => at[since] ?? Number.NaN,
    ...{ rise, fall, overHigh, underLow },
    move({ price, time }, isKnown) {
      const present = Math.floor(time / stepMs)
      if (present > (at[step] ?? 0)) turn(present, time)
      const [lowest, highest] = [at[low] ?? 0, at[high] ?? 0]
      if (price < (at[stepLow] ?? 0)) at[stepLow] = price
      if (price > (at[stepHigh] ?? 0)) at[stepHigh] = price
      if (price < lowest) at[low] = price
      if (price > highest) at[high] = price
      if (time < (at[since] ?? 0)) at[since] = time
      if (isKnown && lowest <= highest) {
        moveAt(overHigh, overDial, percent(price, highest))
        moveAt(underLow, underDial, -percent(price, lowest))
      }
      const up = percent(price, Math.min(price, lowest))
      const down = -percent(price, Math.max(price, highest))
      const isStill = isCalm(at, risen, up) && isCalm(at, fallen, down)
      at[risen] = up
      at[fallen] = down
      if (isStill) return
      rise.move(up)
      fall.move(down)
    },
    learn({ prices, knownSince }) {
      begin()
      at[since] = knownSince
      for (const { price, time } of prices) extremes.add(time, price)
    },
  }
}

/** From `base` to `price`, per cent: units are whole numbers, so that 5 % is 5 and not a hair less. */
export function percent(price: number, base: number): number {
  return ((price - base) * 100) / base
}
