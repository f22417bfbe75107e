/** A clock that is put right by less than this doesn't bring back the day before, ms. */
const steadyMs = 60 * 60_000

/** The day of the device's calendar, `2026-11-22`. */
export function dayOf(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** When the day after begins, epoch ms, daylight saving or not. */
export function midnightAfter(at: number): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime()
}

/**
 * The day it is, in a row of questions. A clock that is put right around midnight would go back and
 * forth between two days: a day that has begun stays, until the clock says another one plainly.
 */
export function createCalendar(): (now: number) => string {
  let latest: number | undefined
  return (now) => {
    if (latest === undefined || now > latest || now < latest - steadyMs) latest = now
    return dayOf(latest)
  }
}
