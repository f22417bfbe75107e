import type { Span } from '../view.ts'
import type { Offset } from './zone.ts'

const minute = 60
const hour = 3_600
const day = 86_400
/** Weeks begin on Mondays; the epoch began on a Thursday. */
const firstMonday = 4 * day

/** Steps of a clock, which begin anew at each midnight, and of days. */
const steps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14].map((count) => count * day),
]
/** Then of months, one of them taken as the shortest that there is. */
const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600]
const monthSeconds = 28 * day

/** What a label needs: epoch seconds between two of them, and the zone whose midnights are meant. */
export interface TickOptions {
  least: number
  offset: Offset
}

/**
 * Instants within `span` that are round in a zone: its full minutes, hours, midnights, Mondays,
 * firsts of a month or a year. Ascending, epoch seconds.
 */
export function timeTicks(span: Span, { least, offset }: TickOptions): number[] {
  const step = steps.find((seconds) => seconds >= least)
  const walls =
    step === undefined ? wallMonths(span, { least, offset }) : wallSteps(span, { step, offset })
  const ticks: number[] = []
  for (const wall of walls) {
    const time = instantOf(wall, offset)
    // Where clocks are put back or forward two walls may be one instant.
    if (time < span.from || time > span.to || time <= (ticks.at(-1) ?? Number.NEGATIVE_INFINITY))
      continue
    ticks.push(time)
  }
  return ticks
}

/** What the zone's clocks show is counted as if it were UTC. */
function wallSteps({ from, to }: Span, { step, offset }: { step: number; offset: Offset }) {
  const start = step >= 7 * day ? firstMonday : 0
  const first = Math.floor((from + offset(from) - start) / step)
  const last = Math.ceil((to + offset(to) - start) / step)
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step + start)
}

function wallMonths({ from, to }: Span, { least, offset }: TickOptions) {
  const count = months.find((months) => months * monthSeconds >= least) ?? months.at(-1) ?? 1
  const first = Math.floor(monthOf(from + offset(from)) / count)
  const last = Math.ceil(monthOf(to + offset(to)) / count)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const month = (first + index) * count
    return Date.UTC(Math.floor(month / 12), month % 12) / 1_000
  })
}

/** Months since the year 0. */
function monthOf(wall: number): number {
  const date = new Date(wall * 1_000)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** When the zone's clocks show `wall`. */
function instantOf(wall: number, offset: Offset): number {
  return wall - offset(wall - offset(wall))
}
