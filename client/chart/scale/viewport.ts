import type { Span } from '../view.ts'
import { latestSpan } from './span.ts'

/** What there is to see: the first and the last candle, epoch seconds; an interval in seconds. */
export interface Ground {
  first: number
  last: number
  interval: number
}

/**
 * ```
 * newest ──a gesture, a span of the page's──▶ chosen ──reset──▶ newest
 * ```
 * `newest` is as wide as is legible. A chosen span in which the newest candle is in sight moves on
 * with it; one that was panned back stays where it is.
 */
type Sight = { mode: 'newest' } | { mode: 'chosen'; span: Span; follows: boolean }

/** Narrower than this many intervals it doesn't get. */
const fewest = 10
/** So much of the width may be empty at the ends, and beyond all candles together. */
const emptyShare = 0.5
const beyondAll = 1.2

/** Which time is in sight, and what gestures may make of it. */
export function makeViewport() {
  let sight: Sight = { mode: 'newest' }
  let ground: Ground | undefined

  const endsAtNewest = (span: Span) => ground === undefined || span.to >= ground.last

  function choose(span: Span): void {
    sight = { mode: 'chosen', span, follows: endsAtNewest(span) }
  }

  return {
    /** The span in sight of these times (ascending, epoch seconds), moved on where it follows. */
    see(
      times: readonly number[],
      { intervalMs, width }: { intervalMs: number; width: number },
    ): Span | undefined {
      const first = times[0]
      const last = times.at(-1)
      const before = ground
      ground =
        first === undefined || last === undefined
          ? undefined
          : { first, last, interval: intervalMs / 1_000 }
      if (sight.mode === 'newest') {
        const [from, to] = latestSpan(times, { intervalMs, width })
        return from === null || to === null ? undefined : { from, to }
      }
      // A span that was chosen before there were candles learns only now whether it is at their end.
      if (before === undefined) choose(sight.span)
      else if (sight.follows && ground !== undefined && ground.last > before.last) {
        const { from, to } = sight.span
        const moved = ground.last - before.last
        sight = { ...sight, span: { from: from + moved, to: to + moved } }
      }
      return sight.span
    },
    choose,
    reset(): void {
      sight = { mode: 'newest' }
    },
    isFollowing: (): boolean => sight.mode === 'newest' || sight.follows,
    /**
     * Shows `seconds`, with `time` at a share of the width from the left. Stops at the limits, and
     * returns whether it had to.
     */
    hold(
      { time, at, seconds }: { time: number; at: number; seconds: number },
      current: Span,
    ): boolean {
      if (ground === undefined) return false
      const width = limitWidth(seconds, { ground, current: current.to - current.from })
      const wanted = time - at * width
      // From beyond the limits, where a span of the page's may be, a gesture can only come back.
      const from = clamp(
        wanted,
        Math.min(current.from, ground.first - emptyShare * width),
        Math.max(current.from, ground.last - (1 - emptyShare) * width),
      )
      choose({ from, to: from + width })
      return from !== wanted
    },
  }
}

export type Viewport = ReturnType<typeof makeViewport>

/** A span of the page's may be wider than a gesture could make it: the gesture then only narrows it. */
function limitWidth(seconds: number, { ground, current }: { ground: Ground; current: number }) {
  const { first, last, interval } = ground
  const least = fewest * interval
  const most = Math.max(3 * least, (last - first) * beyondAll, current)
  return clamp(seconds, Math.min(least, current), most)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
