/*
 * New York's clock without a time zone database, so that it runs alike in every realm. Since 2007 its
 * daylight saving time lasts from the second Sunday of March to the first Sunday of November, 2:00
 * local time each: 15 U.S.C. 260a, as amended by the Energy Policy Act of 2005, section 110.
 */
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * What to add to an instant, epoch ms, to read New York's clock off it as if it were UTC. Right from
 * 2007 on.
 */
export function newYorkOffsetMs(time: number): number {
  const year = new Date(time).getUTCFullYear()
  // 2:00 in the morning of UTC-5, and of UTC-4.
  const begins = sunday({ year, month: 2, nth: 2 }) + 7 * hourMs
  const ends = sunday({ year, month: 10, nth: 1 }) + 6 * hourMs
  return time >= begins && time < ends ? -4 * hourMs : -5 * hourMs
}

/** New York's date at an instant, as days since 1970-01-01. */
export function newYorkDay(time: number): number {
  return Math.floor((time + newYorkOffsetMs(time)) / dayMs)
}

/** The instant, epoch ms, of a time of a day in New York; from 3:00 on, where no hour is missing or doubled. */
export function newYorkTime(day: number, minutes: number): number {
  const asUtc = day * dayMs + minutes * 60_000
  return asUtc - newYorkOffsetMs(asUtc + 5 * hourMs)
}

function sunday({ year, month, nth }: { year: number; month: number; nth: number }): number {
  const first = Date.UTC(year, month, 1)
  const untilSunday = (7 - new Date(first).getUTCDay()) % 7
  return first + (untilSunday + 7 * (nth - 1)) * dayMs
}
