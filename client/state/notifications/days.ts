import type { LoggedNotification } from '../../../shared/user-api.ts'
import { formatDay } from '../../words/format.ts'
import { zoneOf } from '../../words/formats.ts'
import { notificationsWords } from '../../words/late/notifications.ts'

/** Ids by the day on which each came, `2026-11-22` in the chosen zone; days and ids in the list's order. */
export function groupByDay(list: readonly LoggedNotification[]): ReadonlyMap<string, string[]> {
  const days = new Map<string, string[]>()
  const dateOf = dateIn(zoneOf())
  for (const { id, at } of list) {
    const date = dateOf(at)
    const ids = days.get(date)
    if (ids) ids.push(id)
    else days.set(date, [id])
  }
  return days
}

/** `Today`, `Yesterday`, or the date. */
export function dayName(date: string, now: number): string {
  const here = dateIn(zoneOf())(now)
  const { today, yesterday } = notificationsWords().history
  if (date === here) return today
  const dayBefore = new Date(Date.parse(`${here}T00:00:00Z`) - 86_400_000)
  return date === dayBefore.toISOString().slice(0, 10) ? yesterday : formatDay(date)
}

/** A date as ISO 8601 has it, which is how Sweden writes it. */
function dateIn(timeZone: string | undefined): (at: number) => string {
  const zone = timeZone === undefined ? {} : { timeZone }
  return new Intl.DateTimeFormat('sv-SE', zone).format
}
