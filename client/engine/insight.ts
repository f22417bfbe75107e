import type { CompactFrame } from '../../shared/frame.ts'
import type { Audience } from './audience.ts'
import { createHistogram, type Histogram } from './histogram.ts'
import type { Time } from './time.ts'
import type { UsageDay } from './usage.ts'

const tellMs = 1_000

/** What came of the connection, since this life of the worker began. */
export interface Counts {
  frames: number
  changes: number
  /** Changes that newer ones had replaced before they were sent. */
  merged: number
  /** How often something was missing, so that it had to be asked for again. */
  gaps: number
  /** From the server's clock to this device, ms. */
  latency: Histogram
}

/** Whether prices outlive the worker: as long as the device lasts, until it ends, or not any more. */
export type Keeping = 'lasting' | 'memory' | 'off'

/** What only the energy page and the diagnostics want to know. */
export interface Insight {
  /** When this life of the worker began, epoch ms. */
  since: number
  usage: UsageDay
  counts: Counts
  /** What the connection has asked for. */
  asked: readonly string[]
  keeping: Keeping
}

export interface Tally {
  frame(frame: CompactFrame, latencyMs: number | undefined): void
  gap(): void
  read(): Counts
}

export function createTally(): Tally {
  const latency = createHistogram()
  const sums = { frames: 0, changes: 0, merged: 0, gaps: 0 }
  return {
    frame({ rows, merged }, latencyMs) {
      sums.frames += 1
      sums.changes += rows.length
      sums.merged += merged ?? 0
      if (latencyMs !== undefined) latency.add(latencyMs)
    },
    gap() {
      sums.gaps += 1
    },
    read: () => ({ ...sums, latency: latency.read() }),
  }
}

/** Tells pages that look into the engine, once a second for as long as one of them is in front. */
export function createInspection(options: { audience: Audience; time: Time; insight(): Insight }): {
  review(): void
  stop(): void
} {
  const { audience, time, insight } = options
  let cancel: (() => void) | undefined

  function tell(): void {
    audience.tellInspectors({ type: 'insight', insight: insight() })
    cancel = time.after(tellMs, tell)
  }

  function stop(): void {
    cancel?.()
    cancel = undefined
  }

  return {
    review() {
      if (!audience.isInspected()) stop()
      else if (cancel === undefined) tell()
    },
    stop,
  }
}
