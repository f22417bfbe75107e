import type { Candle } from '../../shared/candle.ts'

/** A sparkline is 64 px wide: more points than these are not seen. */
const maxPoints = 48
/** How far a sparkline reaches back, ms. */
export const dayMs = 24 * 3_600_000
const secondsOf = [1, 2, 5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1_800]

export interface Point {
  /** Start of its bucket, epoch ms. */
  time: number
  /** In price units. */
  close: number
}

/** The finest even step, ms, by which at most 48 points reach over `spanMs`: half an hour for a day. */
export function stepFor(spanMs: number): number {
  const enough = secondsOf.find((seconds) => seconds * 1_000 * (maxPoints - 1) >= spanMs)
  return (enough ?? 1_800) * 1_000
}

/** The last close in each of the newest 48 steps before `now`; a step without candles has no point. */
export function bucketCloses(candles: readonly Candle[], stepMs: number, now: number): Point[] {
  const startOf = (time: number) => Math.floor(time / stepMs) * stepMs
  const from = startOf(now) - (maxPoints - 1) * stepMs
  const points: Point[] = []
  for (const { time, close } of candles) {
    if (time < from) continue
    const last = points.at(-1)
    if (last?.time === startOf(time)) last.close = close
    else points.push({ time: startOf(time), close })
  }
  return points.slice(-maxPoints)
}
