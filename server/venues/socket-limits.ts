import type { LinkLimits } from './link.ts'
import type { RetryLimits } from './retry.ts'

export interface SocketLimits extends LinkLimits, RetryLimits {
  /** A connection without any instrument's figure for so long is dead, whatever it pings. */
  silenceMs: number
  /** The same for one that has delivered and whose heartbeats go on: a market may be quiet. */
  quietMs: number
  /** An instrument that spoke and then doesn't for so long leads to a new connection. */
  instrumentSilenceMs: number
  /** Between two new connections because of silent instruments; doubled each time up to the most. */
  cooldownMs: number
  maxCooldownMs: number
  /** A connection that delivered for so long has proved healthy: the next failure is the first again. */
  healthyMs: number
  /** A connection is replaced at this age, before the venue cuts it. */
  lifetimeMs: number
  /** Both connections deliver for so long before the old one is left: the new one may be the faster. */
  overlapMs: number
  /** The old one is left after so long even where the new one's subscriptions aren't all answered. */
  settleMs: number
  /** How often all this is looked at. */
  checkMs: number
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

export const defaultLimits: SocketLimits = {
  handshakeMs: 10 * second,
  maxMessageBytes: 1 << 20,
  silenceMs: 30 * second,
  quietMs: 5 * minute,
  // The longest real silence of a living instrument on record is 22 s.
  instrumentSilenceMs: minute,
  cooldownMs: 5 * minute,
  maxCooldownMs: hour,
  healthyMs: 30 * second,
  // Binance cuts at 24 h.
  lifetimeMs: 23.5 * hour,
  overlapMs: 2 * second,
  settleMs: minute,
  checkMs: second,
  backoffMs: second,
  maxBackoffMs: 30 * second,
  minDelayMs: 250,
  // A block of a whole place rarely lifts; the penalty for too many messages was measured at 2 min.
  parkMs: { forbidden: 10 * minute, tooMany: 150 * second, banned: 30 * minute },
}
