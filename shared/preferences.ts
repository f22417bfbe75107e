/** How a user wants to be told: `GET` and `PUT /api/preferences`. */
export interface Preferences {
  /** While no push may make a sound; `undefined` where it always may. */
  quietHours: QuietHours | undefined
  push: PushChoice
  /** Of the app while it is in front; pushes sound as the device has it. */
  sound: boolean
  vibration: boolean
}

export interface QuietHours {
  /** Minutes of the day, 0 to 1439: from the first until before the other, over midnight where that is earlier. */
  from: number
  to: number
  /** IANA name of the zone in which these are told: `Asia/Seoul`. */
  zone: string
  /** What becomes of a push meanwhile: it comes without a sound, or waits for the end. */
  pushes: 'silent' | 'wait'
}

/** What pushes are for; the log and the open app tell everything. */
export interface PushChoice {
  alerts: boolean
}

export const defaultPreferences: Preferences = {
  quietHours: undefined,
  push: { alerts: true },
  sound: true,
  vibration: true,
}

export const minutesPerDay = 1_440

/** What was kept as JSON; whatever isn't as it must be is as if it had never been chosen. */
export function readPreferences(json: string | undefined): Preferences {
  const kept = parse(json)
  const push = isObject(kept.push) ? kept.push : {}
  return {
    quietHours: isQuietHours(kept.quietHours) ? kept.quietHours : defaultPreferences.quietHours,
    push: { alerts: flag(push.alerts, defaultPreferences.push.alerts) },
    sound: flag(kept.sound, defaultPreferences.sound),
    vibration: flag(kept.vibration, defaultPreferences.vibration),
  }
}

/**
 * When the quiet hours that are on at `at` end, epoch ms; `undefined` where none are. Where a clock is
 * put forward or back meanwhile, the end is off by as much: whoever waits asks again then.
 */
export function quietUntil(hours: QuietHours | undefined, at: number): number | undefined {
  if (hours === undefined || hours.from === hours.to) return undefined
  const { from, to, zone } = hours
  const minute = minuteOf(at, zone)
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to
  if (!isQuiet) return undefined
  const left = (to - minute + minutesPerDay) % minutesPerDay
  return Math.floor(at / 60_000) * 60_000 + left * 60_000
}

/** Whether `zone` is one that can be reckoned with. */
export function isZone(zone: unknown): zone is string {
  if (typeof zone !== 'string') return false
  try {
    clockOf(zone)
    return true
  } catch {
    return false
  }
}

function minuteOf(at: number, zone: string): number {
  const [hour = 0, minute = 0] = clockOf(zone).format(at).split(':').map(Number)
  return hour * 60 + minute
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const parts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...parts })
}

function isMinuteOfDay(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < minutesPerDay
}

function isQuietHours(value: unknown): value is QuietHours {
  if (!isObject(value)) return false
  const { from, to, zone, pushes } = value
  const isKnown = pushes === 'silent' || pushes === 'wait'
  return isMinuteOfDay(from) && isMinuteOfDay(to) && isZone(zone) && isKnown
}

function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise
}

function parse(json: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}')
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
