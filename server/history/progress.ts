import { chartIntervalMs, intervalStart } from '../../shared/rollup.ts'
import type { HistoryInterval } from '../venues/venue.ts'

/**
 * What of an instrument's past is filled: one stretch an interval, from its oldest candle's start to
 * the end of its newest, epoch ms. It grows at both ends; a hole too long to be closed by one page
 * is not kept in mind, the stretch then starts anew at the newest end.
 *
 *      target                 from                    to        liveFrom      now
 *        │  pages, newest first │       filled        │  a page   │   heard    │
 *        └──────────────────────┴─────────────────────┴───────────┴────────────┘
 */
export type Progress = Partial<Record<HistoryInterval, Stretch>>

export interface Stretch {
  from: number
  to: number
}

export interface Job {
  interval: HistoryInterval
  from: number
  to: number
}

/** How far back each interval is filled, ms: a week of minutes, a quarter of hours, two years of days. */
const depthMs: Record<HistoryInterval, number> = {
  '1m': 7 * 86_400_000,
  '1h': 90 * 86_400_000,
  '1d': 730 * 86_400_000,
}

/** Candles asked for at once: a page of Binance's and Bybit's, a few of the others'. */
export const pageCandles = 1_000

/** A venue's candle is final a moment after its interval has ended, ms. */
const settleMs = 3_000

/** Shallow before deep: a person who opens a chart sees all three before the first is complete. */
const intervals: readonly HistoryInterval[] = ['1m', '1h', '1d']

export interface JobOptions {
  now: number
  /** Since when every trade is heard, epoch ms; `undefined` while the venue can't be heard. */
  heardSince: number | undefined
  /** Intervals that the venue has no candles of. */
  without?: ReadonlySet<HistoryInterval>
}

/** The next page to ask for: what is missing at the newest end of any interval, then what is older. */
export function nextJob(progress: Progress, options: JobOptions): Job | undefined {
  return nextNewest(progress, options) ?? nextOlder(progress, options)
}

/** What is missing at the newest end of any interval. */
export function nextNewest(progress: Progress, options: JobOptions): Job | undefined {
  for (const interval of offered(options)) {
    const job = newestJob(progress[interval], interval, options)
    if (job) return job
  }
  return undefined
}

/** What is missing before what is filled. */
export function nextOlder(progress: Progress, options: JobOptions): Job | undefined {
  for (const interval of offered(options)) {
    const job = olderJob(progress[interval], interval, options.now)
    if (job) return job
  }
  return undefined
}

function offered({ without }: JobOptions): readonly HistoryInterval[] {
  return without ? intervals.filter((interval) => !without.has(interval)) : intervals
}

function newestJob(
  stretch: Stretch | undefined,
  interval: HistoryInterval,
  { now, heardSince }: JobOptions,
): Job | undefined {
  const ms = chartIntervalMs[interval]
  const closed = intervalStart(now - settleMs, interval)
  // The first candle that is heard from its start to its end needs nobody else's word.
  const liveFrom = heardSince === undefined ? closed : intervalStart(heardSince - 1, interval) + ms
  const to = Math.min(closed, liveFrom)
  const oldest = to - pageCandles * ms
  if (stretch === undefined || stretch.to < oldest) return { interval, from: oldest, to }
  return stretch.to < to ? { interval, from: stretch.to, to } : undefined
}

function olderJob(
  stretch: Stretch | undefined,
  interval: HistoryInterval,
  now: number,
): Job | undefined {
  if (stretch === undefined) return undefined
  const ms = chartIntervalMs[interval]
  const target = intervalStart(now - depthMs[interval], interval)
  if (stretch.from <= target) return undefined
  return { interval, from: Math.max(target, stretch.from - pageCandles * ms), to: stretch.from }
}

/** The progress once a job's page is stored. */
export function advance(progress: Progress, { interval, from, to }: Job): Progress {
  const before = progress[interval]
  const touches = before !== undefined && from <= before.to && to >= before.from
  const stretch = touches
    ? { from: Math.min(from, before.from), to: Math.max(to, before.to) }
    : { from, to }
  return { ...progress, [interval]: stretch }
}

/** What has been heard live up to `now` needs no filling: the stretches reach there. */
export function reach(progress: Progress, { now, heardSince }: JobOptions): Progress {
  if (heardSince === undefined) return progress
  const reached: Progress = { ...progress }
  for (const interval of intervals) {
    const stretch = progress[interval]
    const liveFrom = intervalStart(heardSince - 1, interval) + chartIntervalMs[interval]
    const closed = intervalStart(now, interval)
    if (stretch && stretch.to >= liveFrom && closed > stretch.to) {
      reached[interval] = { from: stretch.from, to: closed }
    }
  }
  return reached
}

/** What was filled before `until`; nothing is known of what came after. */
export function cut(progress: Progress, until: number): Progress {
  const left: Progress = {}
  for (const interval of intervals) {
    const stretch = progress[interval]
    if (stretch === undefined) continue
    const to = Math.min(stretch.to, intervalStart(until, interval))
    if (to > stretch.from) left[interval] = { from: stretch.from, to }
  }
  return left
}

/** What a document says, or nothing where it is no progress. */
export function parseProgress(text: string | undefined): Progress {
  const progress: Progress = {}
  let value: unknown
  try {
    value = JSON.parse(text ?? '{}')
  } catch {
    return progress
  }
  if (typeof value !== 'object' || value === null) return progress
  for (const interval of intervals) {
    const stretch: unknown = Reflect.get(value, interval)
    if (typeof stretch !== 'object' || stretch === null) continue
    const from: unknown = Reflect.get(stretch, 'from')
    const to: unknown = Reflect.get(stretch, 'to')
    if (typeof from === 'number' && typeof to === 'number' && from < to) {
      progress[interval] = { from, to }
    }
  }
  return progress
}
