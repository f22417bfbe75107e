import { type ChartInterval, chartIntervalMs, chartIntervals } from '../../../shared/rollup.ts'
import type { Span } from '../../chart/view.ts'

/** Spans of time that are looked at most. */
export const periods = ['1h', '1d', '1w', '1m', '3m', '1y', 'all'] as const
export type Period = (typeof periods)[number]

const dayMs = 86_400_000

/** How long each is; months and years of the usual length. */
export const periodMs: Record<Period, number> = {
  '1h': 3_600_000,
  '1d': dayMs,
  '1w': 7 * dayMs,
  '1m': 30 * dayMs,
  '3m': 91 * dayMs,
  '1y': 365 * dayMs,
  all: Number.POSITIVE_INFINITY,
}

/** A candle has this many CSS pixels at least, else a span is shown in longer ones. */
const narrowest = 1.6
/** Free intervals after the last candle. */
const ahead = 2
/** What a span may differ by, in shares of its length, and still be the period. */
const tolerance = 0.08

/** The shortest interval at which so long a span is still legible on a chart of `width` CSS pixels. */
export function fittingInterval(spanMs: number, width: number): ChartInterval {
  const most = Math.max(1, width / narrowest)
  return chartIntervals.find((each) => spanMs / chartIntervalMs[each] <= most) ?? '1w'
}

export interface Extent {
  /** The first and the last candle that there are, epoch seconds. */
  first: number
  last: number
  intervalMs: number
  /** Whether nothing lies before the first. */
  isWhole: boolean
}

/** The span that a period shows: up to the newest candle, and where history is shorter, all of it. */
export function spanOf(period: Period, { first, last, intervalMs, isWhole }: Extent): Span {
  const interval = intervalMs / 1_000
  const length = periodMs[period] / 1_000
  const from = last + interval - length
  const isCut = period === 'all' || (isWhole && from < first)
  return { from: isCut ? first - interval : from, to: last + (1 + ahead) * interval }
}

/** Whether what is in sight is still what the period shows. */
export function isShown(wanted: Span, seen: Span): boolean {
  const slack = tolerance * (wanted.to - wanted.from)
  return Math.abs(wanted.from - seen.from) <= slack && Math.abs(wanted.to - seen.to) <= slack
}
