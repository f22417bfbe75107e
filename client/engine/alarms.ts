import { watchSleep } from './awake.ts'
import type { Phase } from './live.ts'
import type { Time } from './time.ts'
import type { Timers } from './timers.ts'

/** What a phase waits for: its next poll, its next try, or a device that has slept under a stream. */
export interface Alarms {
  follow(phase: Phase): void
  stop(): void
}

export function createAlarms(options: {
  time: Time
  timers: Timers
  onDue(): void
  onSlept(): void
}): Alarms {
  const { time, timers, onDue, onSlept } = options
  let stopSleepWatch: (() => void) | undefined

  function stop(): void {
    timers.clear('phase')
    stopSleepWatch?.()
    stopSleepWatch = undefined
  }

  return {
    follow(phase) {
      timers.clear('phase')
      const dueAt = dueOf(phase)
      if (dueAt !== undefined) timers.set('phase', dueAt - time.now(), onDue)
      if (phase.name === 'live') stopSleepWatch ??= watchSleep(time, onSlept)
      else {
        stopSleepWatch?.()
        stopSleepWatch = undefined
      }
    },
    stop,
  }
}

function dueOf(phase: Phase): number | undefined {
  if (phase.name === 'waiting') return phase.retryAt
  return phase.name === 'resting' ? phase.nextAt : undefined
}
