import { type ChartInterval, chartIntervalMs } from '../../shared/rollup.ts'
import { formatters } from './formats.ts'
import { minus } from './formatters.ts'
import { language, words } from './words.ts'

/** Units with every decimal and digits grouped: `(6183760, 2)` is `61,837.60`. */
export function formatPrice(units: number, decimals: number): string {
  return formatDecimal(units / 10 ** decimals, decimals)
}

/** As `formatPrice`, of a plain number. */
export function formatDecimal(value: number, decimals: number): string {
  const text = formatters().decimals(decimals).format(value)
  return value < 0 ? text.replace('-', minus) : text
}

const whole = { maximumSignificantDigits: 4 } as const
const compact = { ...whole, notation: 'compact', useGrouping: 'always' } as const

/** For volumes, as large numbers are said: `1.234K`, `1.235만`. */
export function formatVolume(value: number): string {
  // Those who count in ten thousands write what is less in full, whatever Intl does in Korean.
  const isWhole = language() !== 'en' && Math.abs(value) < 10_000
  return formatters().phrase(value, isWhole ? whole : compact)
}

/** A whole number of things: `12,345`. */
export function formatCount(value: number): string {
  return formatDecimal(value, 0)
}

const currencies = new Map<string, Intl.NumberFormatOptions>()

/** A sum in a currency of ISO 4217, by its sign and with its decimals: `$1,234.50`. */
export function formatMoney(value: number, currency: string): string {
  let options = currencies.get(currency)
  if (!options) {
    options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }
    currencies.set(currency, options)
  }
  return formatters().phrase(value, options)
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const bytes = byteUnits.map((unit) => ({
  style: 'unit',
  unit,
  unitDisplay: unit === 'byte' ? 'long' : 'short',
  maximumFractionDigits: unit === 'byte' ? 0 : 1,
})) satisfies Intl.NumberFormatOptions[]

/** An amount of data, in thousands as networks count it: `312 bytes`, `1.2 MB`. */
export function formatBytes(value: number): string {
  const power = value < 1_000 ? 0 : Math.floor(Math.log10(value) / 3)
  const index = Math.min(power, bytes.length - 1)
  return formatters().phrase(value / 1_000 ** index, bytes[index] ?? {})
}

/** Basis points as signed per cent: `-123` is `−1.23%`. Zero has no sign. */
export function formatChange(basisPoints: number): string {
  const sign = basisPoints > 0 ? '+' : basisPoints < 0 ? minus : ''
  return `${sign}${formatDecimal(Math.abs(basisPoints) / 100, 2)}%`
}

/** A difference between two prices with its sign, in units: `(-123, 2)` is `−1.23`. Zero has no sign. */
export function formatMove(units: number, decimals: number): string {
  return units > 0 ? `+${formatPrice(units, decimals)}` : formatPrice(units, decimals)
}

const fewDigits = { maximumSignificantDigits: 2 } as const

/** A size of which no more than two digits matter, however small it is: `0.0016`, `1.2`, `340`. */
export function formatRough(value: number): string {
  return formatters().phrase(value, fewDigits)
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

/** Hours go from 00 to 23 in every language: nobody who trades wants to look for the half of a day. */
const minute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const clock = { ...minute, second: '2-digit' } as const
const day = { day: 'numeric', month: 'short' } as const
const year = { year: 'numeric' } as const
const date = { ...day, ...year } as const
const dayAndMinute = { ...day, ...minute } as const
const dateAndMinute = { ...date, ...minute } as const

/** Whether two moments look alike as the options write them: on the same date, in the same year. */
function isSame(options: Intl.DateTimeFormatOptions, [one, other]: readonly [number, number]) {
  const { format } = formatters().date(options)
  return format(one) === format(other)
}

/** Time of day in the chosen zone: `14:03:59`. */
export function formatClock(at: number): string {
  return formatters().date(clock).format(at)
}

/** A moment just past: `14:03:59`, or with its day where that isn't today: `20 Nov, 14:03`. */
export function formatMoment(at: number, now = Date.now()): string {
  return isSame(date, [at, now]) ? formatClock(at) : formatMinute(at, now)
}

/** Minute in the chosen zone, with the day where it isn't today, and the year: `14:03`, `20 Nov, 14:03`. */
export function formatMinute(at: number, now = Date.now()): string {
  if (isSame(date, [at, now])) return formatters().date(minute).format(at)
  const isThisYear = isSame(year, [at, now])
  return formatters()
    .date(isThisYear ? dayAndMinute : dateAndMinute)
    .format(at)
}

const utcDay = { ...day, timeZone: 'UTC' } as const
const utcDate = { ...date, timeZone: 'UTC' } as const
const utcYear = { ...year, timeZone: 'UTC' } as const
const yearOf = (at: number) => new Date(at).getUTCFullYear()
/**
 * Days and weeks are the market's own, which counts them in UTC; what is shorter is told in the chosen
 * zone.
 */
const isOfDays = (interval: ChartInterval) => chartIntervalMs[interval] >= chartIntervalMs['1d']

/** A day of the calendar, `2026-11-22`, in no zone: `22 Nov 2026`. */
export function formatDay(date: string): string {
  return formatters()
    .date(utcDate)
    .format(Date.parse(`${date}T00:00:00Z`))
}

/**
 * When a candle began: `14:03:59` of seconds, `14:03` or `20 Nov, 14:03`, of days `20 Nov` or `20 Nov
 * 2024`.
 */
export function formatCandleTime(at: number, interval: ChartInterval, now = Date.now()): string {
  if (isOfDays(interval)) {
    return formatters()
      .date(yearOf(at) === yearOf(now) ? utcDay : utcDate)
      .format(at)
  }
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
    return formatters()
      .date(yearOf(at) === yearOf(earlier) ? utcDay : utcYear)
      .format(at)
  }
  if (!isSame(day, [at, earlier])) return formatters().date(day).format(at)
  return formatters()
    .date(time % 60 === 0 ? minute : clock)
    .format(at)
}
