import type { Server } from 'node:http'
import type { Log } from './log.ts'

/*
 *   serving ──begin──▶ leaving: no new clients, goodbye to all ──▶ closed, within `graceMs`
 */
export interface Shutdown {
  leaving(): boolean
  /** Settles when the last connection is closed, or closed by force. Once begun, more calls join it. */
  begin(reason: string, what: Leaving): Promise<void>
}

export interface Leaving {
  server: Server
  /** Tells every client of every feed; each is to be gone soon after. */
  goodbye: () => void
}

export interface ShutdownOptions {
  log: Log
  /** Longer than a client lingers after its goodbye, and than any answer takes. */
  graceMs?: number
}

export function makeShutdown({ log, graceMs = 2_500 }: ShutdownOptions): Shutdown {
  let closed: Promise<void> | undefined

  function close({ server, goodbye }: Leaving): Promise<void> {
    return new Promise((resolve) => {
      const force = setTimeout(() => {
        log.warn({}, 'Some connections did not end in time and were cut.')
        server.closeAllConnections()
        resolve()
      }, graceMs)
      server.close(() => {
        clearTimeout(force)
        resolve()
      })
      goodbye()
      // Answers under way are finished; connections that only wait for a next request are not.
      server.closeIdleConnections()
    })
  }

  return {
    leaving: () => closed !== undefined,
    begin(reason, what) {
      if (closed === undefined) {
        log.info({ reason }, 'Shutting down.')
        closed = close(what)
      }
      return closed
    },
  }
}

/** The part of `process` that tells signals. */
export interface Signals {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown
  off(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown
}

export interface SignalOptions {
  signals: Signals
  /** Ends everything; the process exits with 0 after it, with 1 where it fails. */
  leave: (signal: string) => Promise<void>
  exit: (code: number) => void
}

/** The first signal leaves in order, the second at once. Returns how to stop listening. */
export function onSignals({ signals, leave, exit }: SignalOptions): () => void {
  let isLeaving = false
  function hear(signal: string): void {
    if (isLeaving) {
      exit(1)
      return
    }
    isLeaving = true
    leave(signal).then(
      () => exit(0),
      () => exit(1),
    )
  }
  const terminate = () => hear('SIGTERM')
  const interrupt = () => hear('SIGINT')
  signals.on('SIGTERM', terminate)
  signals.on('SIGINT', interrupt)
  return () => {
    signals.off('SIGTERM', terminate)
    signals.off('SIGINT', interrupt)
  }
}
