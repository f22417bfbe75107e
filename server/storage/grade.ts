import type { Seen } from './storage.ts'

/** The order in which one candle may replace another, from the lowest; a row's grade is its place here. */
const grades: readonly Seen[] = [
  { source: 'backfill', partial: true },
  { source: 'live', partial: true },
  { source: 'backfill', partial: false },
  { source: 'live', partial: false },
]

export function gradeOf({ source, partial }: Seen): number {
  return (partial ? 0 : 2) + (source === 'live' ? 1 : 0)
}

export function seenOf(grade: number): Seen {
  const seen = grades[grade]
  if (seen === undefined) throw new Error(`A candle is stored with the unknown grade ${grade}.`)
  return seen
}
