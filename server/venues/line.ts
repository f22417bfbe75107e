import type { InstrumentId } from '../../shared/instrument.ts'
import type { Link } from './link.ts'
import { type Silence, watchSilence } from './silence.ts'

/** A connection and what its supervisor knows of it. Times are of a clock that only rises, ms. */
export interface Line {
  link: Link
  /** Its link's URL and instruments are asked for when it is dialled; the watch is over those. */
  silence: Silence
  openedAt: number | undefined
  firstDataAt: number | undefined
  /** When it was dialled, until data comes. */
  lastDataAt: number
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
  instruments: readonly InstrumentId[]
  now: number
  instrumentSilenceMs: number
  lifetimeMs: number
}

export function newLine({
  link,
  instruments,
  now,
  instrumentSilenceMs,
  lifetimeMs,
}: NewLine): Line {
  return {
    link,
    silence: watchSilence(instruments, { since: now, limitMs: instrumentSilenceMs }),
    openedAt: undefined,
    firstDataAt: undefined,
    lastDataAt: now,
    keptAliveAt: now,
    renewAt: now + lifetimeMs,
    endAnnounced: false,
    notBefore: now,
    failedSuccessors: 0,
  }
}
