import { type ChartInterval, chartIntervalMs } from '../../shared/rollup.ts'
import { words } from './words.ts'

/** U+2212: as wide as a digit in tabular figures, and read as "minus". */
const minus = '−'
const formatters = new Map<number, Intl.NumberFormat>()

/** Units with every decimal and digits grouped: `(6183760, 2)` is `61,837.60`. */
export function formatPrice(units: number, decimals: number): string {
  return formatDecimal(units / 10 ** decimals, decimals)
}

/** As `formatPrice`, of a plain number. */
export function formatDecimal(value: number, decimals: number): string {
  let formatter = formatters.get(decimals)
  if (!formatter) {
    formatter = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    })
    formatters.set(decimals, formatter)
  }
  return formatter.format(value)
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 })

/** For volumes: `1.234K`. */
export function formatVolume(value: number): string {
  return compact.format(value)
}

/** Basis points as signed per cent: `-123` is `−1.23%`. Zero has no sign. */
export function formatChange(basisPoints: number): string {
  const sign = basisPoints > 0 ? '+' : basisPoints < 0 ? minus : ''
  return `${sign}${formatDecimal(Math.abs(basisPoints) / 100, 2)}%`
}

export type Direction = 'up' | 'down' | 'flat'

export function directionOf(change: number | undefined): Direction {
  if (change === undefined || change === 0) return 'flat'
  return change > 0 ? 'up' : 'down'
}

/** A length of time in its largest whole unit: `12 s`, `3 min`, `5 h`, `2 days`. Below a second it is 0 s. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 60) return words().seconds(seconds)
  if (seconds < 3_600) return words().minutes(Math.floor(seconds / 60))
  if (seconds < 86_400) return words().hours(Math.floor(seconds / 3_600))
  return words().days(Math.floor(seconds / 86_400))
}

/** A cadence: `250 ms`, `1 s`, `5 min`. */
export function formatSpan(ms: number): string {
  return ms < 1_000 ? words().milliseconds(Math.round(ms)) : formatAge(ms)
}

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** Local time of day: `14:03:59`. */
export function formatClock(at: number): string {
  return clock.format(at)
}

const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** Local minute, with the day where it isn't today: `14:03`, `20 Nov, 14:03`. */
export function formatMinute(at: number, now = Date.now()): string {
  const isToday = day.format(at) === day.format(now)
  return isToday ? minute.format(at) : `${day.format(at)}, ${minute.format(at)}`
}

const utc = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
const utcDay = new Intl.DateTimeFormat('en-GB', utc)
const utcDate = new Intl.DateTimeFormat('en-GB', { ...utc, year: 'numeric' })
const yearOf = (at: number) => new Date(at).getUTCFullYear()
/** Days and weeks are the market's own, which counts them in UTC; what is shorter is told in local time. */
const isOfDays = (interval: ChartInterval) => chartIntervalMs[interval] >= chartIntervalMs['1d']

/** When a candle began: `14:03:59` of seconds, `14:03` or `20 Nov, 14:03`, of days `20 Nov` or `20 Nov 2024`. */
export function formatCandleTime(at: number, interval: ChartInterval, now = Date.now()): string {
  if (isOfDays(interval)) return (yearOf(at) === yearOf(now) ? utcDay : utcDate).format(at)
  return interval === '1s' ? formatClock(at) : formatMinute(at, now)
}

/**
 * A label on a time axis, epoch seconds: the day where it is another than the label before has, else
 * the time. Of days and weeks the day, or the year where a new one has begun.
 */
export function formatAxisTime(
  time: number,
  { before, interval }: { before: number | undefined; interval: ChartInterval },
): string {
  const at = time * 1_000
  const earlier = before === undefined ? at : before * 1_000
  if (isOfDays(interval)) {
    return yearOf(at) === yearOf(earlier) ? utcDay.format(at) : String(yearOf(at))
  }
  if (day.format(at) !== day.format(earlier)) return day.format(at)
  return time % 60 === 0 ? minute.format(at) : clock.format(at)
}
