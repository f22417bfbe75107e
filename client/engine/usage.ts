import { profilesOf, type RadioKind, type RadioProfileName } from '../../shared/radio-profiles.ts'
import { type TransportName, transports } from './plan.ts'

/** What data is used for: prices by one of the transports, or what pages ask for themselves. */
export const uses = [...transports, 'requests'] as const
export type Use = TransportName | 'requests'

/** What one of them has used in a day. */
export interface Usage {
  bytesDown: number
  bytesUp: number
  /** Messages of a WebSocket, chunks of an event stream, answers. */
  messages: number
  /** How often the radio had to wake for it: traffic after a silence longer than its tail. */
  wakeUps: number
  /** How long a connection was open, ms. */
  connectedMs: number
  /** Modelled energy of the awake radio, J, by each profile of the radio that the device was on. */
  joules: Partial<Record<RadioProfileName, number>>
}

/** How long the app was open and to be fed, ms: what any other policy would have had to feed, too. */
export interface OpenTime {
  frontMs: number
  backMs: number
}

/** What the app has used on one day of the device's calendar. Figures only ever grow. */
export interface UsageDay {
  /** `2026-11-22`, local. */
  day: string
  /** When its newest packet passed, epoch ms; 0 before the first. */
  lastAt: number
  uses: Partial<Record<Use, Usage>>
  open: Partial<Record<RadioKind, OpenTime>>
}

/** Keeps what was used: one record a day, the newest `keptDays`. */
export interface UsageStore {
  load(day: string): Promise<UsageDay | undefined>
  /** Adds to what the day has, in one transaction, because two workers may; tells what it has then. */
  add(more: UsageDay): Promise<UsageDay>
  /** Oldest first. */
  all(): Promise<UsageDay[]>
}

export const keptDays = 31

const kinds = ['cellular', 'wifi'] as const satisfies readonly RadioKind[]
const profileNames = kinds.flatMap((kind) => profilesOf[kind])

export function emptyDay(day: string): UsageDay {
  return { day, lastAt: 0, uses: {}, open: {} }
}

export function emptyUsage(): Usage {
  return { bytesDown: 0, bytesUp: 0, messages: 0, wakeUps: 0, connectedMs: 0, joules: {} }
}

/** Both together: of one day, what is new and what was there. */
export function addDays(a: UsageDay, b: UsageDay): UsageDay {
  return combine(a, b, add)
}

/** Of two records of the same day, in each figure the larger one, which is the newer. */
export function largerDay(a: UsageDay, b: UsageDay): UsageDay {
  return combine(a, b, Math.max)
}

export function bytesOf({ uses }: UsageDay): number {
  return Object.values(uses).reduce((sum, { bytesDown, bytesUp }) => sum + bytesDown + bytesUp, 0)
}

type Join = (a: number, b: number) => number

const add: Join = (a, b) => a + b

function combine(a: UsageDay, b: UsageDay, join: Join): UsageDay {
  return {
    day: a.day,
    lastAt: Math.max(a.lastAt, b.lastAt),
    uses: joinEach(uses, [a.uses, b.uses], (one, other) => joinUsage(one, other, join)),
    open: joinEach(kinds, [a.open, b.open], (one, other) => ({
      frontMs: join(one.frontMs, other.frontMs),
      backMs: join(one.backMs, other.backMs),
    })),
  }
}

/** What two uses have taken together. */
export function addUsage(one: Usage, other: Usage): Usage {
  return joinUsage(one, other, add)
}

function joinUsage(one: Usage, other: Usage, join: Join): Usage {
  return {
    bytesDown: join(one.bytesDown, other.bytesDown),
    bytesUp: join(one.bytesUp, other.bytesUp),
    messages: join(one.messages, other.messages),
    wakeUps: join(one.wakeUps, other.wakeUps),
    connectedMs: join(one.connectedMs, other.connectedMs),
    joules: joinEach(profileNames, [one.joules, other.joules], join),
  }
}

/** What either has stays; what both have is joined. */
function joinEach<K extends string, V>(
  keys: readonly K[],
  [a, b]: [Partial<Record<K, V>>, Partial<Record<K, V>>],
  join: (a: V, b: V) => V,
): Partial<Record<K, V>> {
  const joined: Partial<Record<K, V>> = {}
  for (const key of keys) {
    const [one, other] = [a[key], b[key]]
    const value = one === undefined || other === undefined ? (one ?? other) : join(one, other)
    if (value !== undefined) joined[key] = value
  }
  return joined
}
