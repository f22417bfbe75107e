import type { Audience, Send } from './audience.ts'
import { createJournal } from './journal.ts'
import type { LiveStatus, Transition } from './live.ts'
import type { Time } from './time.ts'

const statusMs = 1_000

/** Tells pages how things stand: each transition, and the status at once or within a second. */
export interface Herald {
  /** What a page has missed. */
  greet(send: Send): void
  record(transition: Transition): void
  tellStatus(): void
  /**
   * After a message: a market that was found or has changed is told at once; a latency that did, within
   * a second.
   */
  tellMessage(): void
  stop(): void
}

export function createHerald(options: {
  audience: Audience
  time: Time
  status(): LiveStatus
}): Herald {
  const { audience, time, status } = options
  const journal = createJournal()
  let cancel: (() => void) | undefined
  /** What pages were last told of the market. */
  let told = ''

  function stop(): void {
    cancel?.()
    cancel = undefined
  }

  function tellStatus(): void {
    stop()
    audience.tell({ type: 'status', status: status() })
  }

  return {
    greet(send) {
      send({ type: 'transitions', transitions: journal.all() })
    },
    record(transition) {
      journal.add(transition)
      audience.tell({ type: 'transitions', transitions: [transition] })
    },
    tellStatus,
    tellMessage() {
      const { phase, market, simulated, cursor, unknown } = status()
      const news = [phase.name, market, simulated, cursor === undefined, ...unknown].join()
      if (news === told) cancel ??= time.after(statusMs, tellStatus)
      else tellStatus()
      told = news
    },
    stop,
  }
}
