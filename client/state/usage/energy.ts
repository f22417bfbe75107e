import { energyOf, everySoOften } from '../../../shared/radio.ts'
import {
  profilesOf,
  type RadioKind,
  type RadioProfileName,
  radioProfiles,
} from '../../../shared/radio-profiles.ts'
import { addDays, emptyDay, type Usage, type UsageDay } from '../../engine/usage.ts'

/** What a model says: its profiles differ, so it says from here to there. */
export interface Range {
  low: number
  high: number
}

export type Joules = Usage['joules']

/** As they call themselves, in every language. */
export const profileNames: Record<RadioProfileName, string> = {
  'lte-2012': 'LTE, AT&T 2012',
  '4g-t-mobile-2021': '4G, T-Mobile 2021',
  '4g-verizon-2021': '4G, Verizon 2021',
  '5g-nsa-low-band-2021': '5G NSA, 2021',
  '5g-sa-low-band-2021': '5G SA, 2021',
  '5g-mmwave-2021': '5G mmWave, 2021',
  wifi: 'Wi-Fi, AT&T 2012',
  'wifi-2012': 'Wi-Fi, Huang 2012',
}

const kinds: readonly RadioKind[] = ['cellular', 'wifi']
const none: Range = { low: 0, high: 0 }

/** By each profile, what all that a day was used for cost together. */
export function joulesOf(day: UsageDay): Joules {
  const all = Object.values(day.uses)
  const sums: Joules = {}
  for (const name of [...profilesOf.cellular, ...profilesOf.wifi]) {
    const sum = all.reduce((joules, { joules: each }) => joules + (each[name] ?? 0), 0)
    if (sum > 0) sums[name] = sum
  }
  return sums
}

/** From the gentlest radio of each kind to the hungriest, J. */
export function rangeOf(joules: Joules): Range {
  return kinds.map((kind) => extent(kind, joules)).reduce(sum, none)
}

/**
 * What another policy would have cost in the same time: a WebSocket with four frames a second while a
 * page is in front, kept open behind with a ping every 25 s. J, by each profile.
 */
export function alwaysWebSocket({ open }: Pick<UsageDay, 'open'>): Joules {
  const joules: Joules = {}
  for (const kind of kinds) {
    const { frontMs, backMs } = open[kind] ?? { frontMs: 0, backMs: 0 }
    if (frontMs + backMs === 0) continue
    for (const name of profilesOf[kind]) {
      const front = (frontMs / 1_000) * watts(name, 250)
      joules[name] = front + (backMs / 1_000) * watts(name, 25_000)
    }
  }
  return joules
}

/** Ours as a share of another policy's, the same profile for both; `undefined` where that is nothing. */
export function shareOf(ours: Joules, others: Joules): Range | undefined {
  const shares: number[] = []
  for (const cellular of profilesOf.cellular) {
    for (const wifi of profilesOf.wifi) {
      const other = (others[cellular] ?? 0) + (others[wifi] ?? 0)
      if (other > 0) shares.push(((ours[cellular] ?? 0) + (ours[wifi] ?? 0)) / other)
    }
  }
  return shares.length > 0 ? { low: Math.min(...shares), high: Math.max(...shares) } : undefined
}

/** The last so many days to `today`, oldest first; those on which nothing was used are there too. */
export function lastDays(days: readonly UsageDay[], today: string, count: number): UsageDay[] {
  const [year = 0, month = 1, date = 1] = today.split('-').map(Number)
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(year, month - 1, date - (count - 1 - index)))
    const name = at.toISOString().slice(0, 10)
    return days.find(({ day }) => day === name) ?? emptyDay(name)
  })
}

/** All of them as one. */
export function together(days: readonly UsageDay[]): UsageDay {
  return days.reduce(addDays, emptyDay(''))
}

function extent(kind: RadioKind, joules: Joules): Range {
  const known = profilesOf[kind].map((name) => joules[name] ?? 0)
  return { low: Math.min(...known), high: Math.max(...known) }
}

function sum(a: Range, b: Range): Range {
  return { low: a.low + b.low, high: a.high + b.high }
}

const knownWatts = new Map<string, number>()

/** Of the awake radio at a steady beat of small messages, W. */
function watts(name: RadioProfileName, everyMs: number): number {
  const key = `${name} ${everyMs}`
  const known = knownWatts.get(key)
  if (known !== undefined) return known
  const span = { from: 0, to: 600_000 }
  const packets = everySoOften(everyMs, { bytesDown: 300, bytesUp: 0, forMs: span.to })
  const { promotion, active, tail } = energyOf(radioProfiles[name], packets, span)
  const found = (promotion + active + tail) / 600
  knownWatts.set(key, found)
  return found
}
