import type { Link } from './link.ts'
import { type Silence, watchSilence } from './silence.ts'
import type { SocketLimits } from './socket-limits.ts'
import type { Subscriptions } from './subscriptions.ts'

/** A connection and what its supervisor knows of it. Times are of a clock that only rises, ms. */
export interface Line {
  link: Link
  /** Over the instruments that it should hear of. */
  silence: Silence
  /** Absent where the URL says it all. */
  subscriptions: Subscriptions | undefined
  openedAt: number | undefined
  firstDataAt: number | undefined
  /** When it was dialled, until data comes. */
  lastDataAt: number
  /** The last sign of life of any kind. */
  lastAliveAt: number
  keptAliveAt: number
  /** When a successor should be dialled. */
  renewAt: number
  /** The venue has announced its end. */
  endAnnounced: boolean
  /** No successor is dialled before, whatever asks for one: those before it failed. */
  notBefore: number
  failedSuccessors: number
}

export interface NewLine {
  link: Link
  subscriptions: Subscriptions | undefined
  now: number
  instrumentSilenceMs: number
  lifetimeMs: number
}

export function newLine({
  link,
  subscriptions,
  now,
  instrumentSilenceMs,
  lifetimeMs,
}: NewLine): Line {
  return {
    link,
    silence: watchSilence({ limitMs: instrumentSilenceMs }),
    subscriptions,
    openedAt: undefined,
    firstDataAt: undefined,
    lastDataAt: now,
    lastAliveAt: now,
    keptAliveAt: now,
    renewAt: now + lifetimeMs,
    endAnnounced: false,
    notBefore: now,
    failedSuccessors: 0,
  }
}

export interface At {
  now: number
  limits: SocketLimits
}

/** Delivered for long enough that its end, should it come, is the first failure again. */
export function isHealthy({ firstDataAt }: Line, { now, limits }: At): boolean {
  return firstDataAt !== undefined && now - firstDataAt >= limits.healthyMs
}

/** Delivers all that the line before it does. */
export function canTakeOver({ firstDataAt, subscriptions }: Line, { now, limits }: At): boolean {
  if (firstDataAt === undefined || now - firstDataAt < limits.overlapMs) return false
  return subscriptions?.settled() !== false || now - firstDataAt >= limits.settleMs
}

/** For how long it has been silent, ms, where that is too long. */
export function silentFor(line: Line, { now, limits }: At): number | undefined {
  const ms = now - line.lastDataAt
  const isQuiet = line.firstDataAt !== undefined && now - line.lastAliveAt < limits.silenceMs
  return ms < (isQuiet ? limits.quietMs : limits.silenceMs) ? undefined : ms
}

/** The market was closed until now: no figure was due, but signs of life were. */
export function excuse(line: Line, { now, limits }: At): void {
  line.silence.excuse(now)
  if (now - line.lastAliveAt < limits.silenceMs) line.lastDataAt = now
}
