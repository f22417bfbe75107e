import type { TransportName } from './plan.ts'

/** What a transport has used in a day. */
export interface TransportUsage {
  bytesDown: number
  bytesUp: number
  /** How often the radio had to wake for it: traffic after a silence longer than a tail. */
  wakeUps: number
  /** Modelled energy of the radio, joules. */
  joules: number
}

/** What the app has used on one day of the device's calendar. */
export interface UsageDay {
  /** `2026-11-22`, local. */
  day: string
  transports: Partial<Record<TransportName, TransportUsage>>
}
