import { formatCount, formatDecimal, formatRough } from '../../words/format.ts'
import { words } from '../../words/words.ts'
import type { Range } from './energy.ts'

/** `38 J`, `1.2 kJ`: the sign of the unit is the same in every language. */
export function formatJoules(joules: number): string {
  if (joules >= 1_000) return `${formatRough(joules / 1_000)}\u00a0kJ`
  return `${formatRough(joules < 1 ? Math.round(joules * 10) / 10 : joules)}\u00a0J`
}

/** `38–210 J`, or one figure where both ends are written alike. */
export function formatJouleRange({ low, high }: Range): string {
  const [from, to] = [formatJoules(low), formatJoules(high)]
  if (from === to) return to
  const [number, unit] = from.split('\u00a0')
  return to.endsWith(`\u00a0${unit}`) ? `${number}–${to}` : `${from}–${to}`
}

/** `42–48%`. */
export function formatShare({ low, high }: Range): string {
  const [from, to] = [low, high].map((share) => formatDecimal(100 * share, 0))
  return from === to ? `${to}%` : `${from}–${to}%`
}

/** `12 s`, `48 min`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  if (seconds < 60) return words().seconds(seconds)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return words().minutes(minutes)
  const rest = minutes % 60
  const hours = words().hours(Math.floor(minutes / 60))
  return rest === 0 ? hours : `${hours} ${words().minutes(rest)}`
}

/** The date of a day, `2026-11-22`, alone: `22`, for below a bar. */
export function formatDate(day: string): string {
  return formatCount(Number(day.slice(-2)))
}
