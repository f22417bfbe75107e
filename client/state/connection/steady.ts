import { createComputed, createSignal, on, onCleanup, untrack } from 'solid-js'
import type { LiveStatus } from '../../engine/live.ts'
import { isConnected } from './connection.ts'

/** A worker that died is born again, connected, within about 200 ms: shorter than this nothing is told. */
const holdMs = 300
/** Prices that came so lately are fresh. */
const freshMs = 5_000

/**
 * The status as people are told it: connected still while the connection only changes hands and the
 * prices are fresh. What is certain is told at once: offline, paused, or that nobody feeds the page.
 */
export function createSteadyStatus(
  status: () => LiveStatus | undefined,
): () => LiveStatus | undefined {
  const [shown, setShown] = createSignal(untrack(status))
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
  }

  createComputed(
    on(status, (next) => {
      if (isPassing(next) && wasFresh(untrack(shown))) {
        timer ??= setTimeout(() => {
          timer = undefined
          setShown(() => untrack(status))
        }, holdMs)
        return
      }
      stop()
      setShown(() => next)
    }),
  )
  onCleanup(stop)
  return shown
}

/** On its way to a connection, as far as anybody can tell. */
function isPassing(status: LiveStatus | undefined): boolean {
  if (status === undefined) return false
  const { phase, plan } = status
  if (phase.name === 'idle') return plan.reason === 'no-page'
  return phase.name === 'connecting' || phase.name === 'waiting'
}

function wasFresh(status: LiveStatus | undefined): boolean {
  if (!status || !isConnected(status)) return false
  // Polled prices are as fresh as their cadence promises.
  return Date.now() - (status.heardAt ?? 0) < freshMs + status.plan.intervalMs
}
