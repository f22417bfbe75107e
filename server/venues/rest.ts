import type { VenueName } from '../../shared/instrument.ts'
import { type Answer, askJson } from './ask.ts'
import { makePacer, type Pace } from './pace.ts'
import { parkOf } from './retry.ts'
import { defaultLimits } from './socket-limits.ts'
import { VenueError, type VenueFault } from './venue-error.ts'

export interface RestOptions {
  venue: VenueName
  baseUrl: string
  /** The venue's limit, kept by every question together. */
  pace: Pace
  /** What an answer says went wrong, also one with status 200; `undefined` where all is well. */
  fault(body: unknown): VenueFault | undefined
  headers?: Record<string, string> | undefined
  maxBytes?: number | undefined
  timeoutMs?: number | undefined
}

/** Asks one venue's REST within its limits. */
export interface Rest {
  /** The JSON of a path with its query. Rejects with a `VenueError`, or as `signal` says. */
  get(path: string, signal: AbortSignal): Promise<unknown>
}

/** So many questions may wait for their turn; more are refused, because nobody would wait so long. */
const maxWaiting = 256
/** Where a venue limits us and doesn't say for how long. */
const defaultRetryMs = 10_000

export function makeRest(options: RestOptions): Rest {
  const { venue, baseUrl, pace, fault, headers, maxBytes, timeoutMs = 10_000 } = options
  const pacer = makePacer(pace)
  let waiting = 0
  /** The venue has asked to be left alone until then, by a clock that only rises. */
  let parked: { until: number; fault: VenueFault } | undefined

  async function turn(signal: AbortSignal): Promise<void> {
    if (waiting >= maxWaiting) {
      const reason = `${maxWaiting} questions wait for their turn already: ask later.`
      throw new VenueError(venue, { kind: 'rate-limited', reason, retryAfterMs: defaultRetryMs })
    }
    waiting += 1
    try {
      for (;;) {
        refuseIfParked()
        const now = performance.now()
        const ms = pacer.waitMs(now)
        if (ms === 0) return pacer.take(now)
        await pause(ms, signal)
      }
    } finally {
      waiting -= 1
    }
  }

  function refuseIfParked(): void {
    const left = parked ? parked.until - performance.now() : 0
    if (parked && left > 0) throw new VenueError(venue, { ...parked.fault, retryAfterMs: left })
  }

  function failed(found: VenueFault): VenueError {
    if (found.kind === 'rate-limited' || found.kind === 'forbidden') {
      const retryAfterMs = found.retryAfterMs ?? defaultRetryMs
      parked = { until: performance.now() + retryAfterMs, fault: found }
      return new VenueError(venue, { ...found, retryAfterMs })
    }
    return new VenueError(venue, found)
  }

  return {
    async get(path, signal) {
      signal.throwIfAborted()
      await turn(signal)
      const answer = await askJson(baseUrl + path, {
        signal,
        headers,
        timeoutMs,
        ...(maxBytes === undefined ? {} : { maxBytes }),
      })
      signal.throwIfAborted()
      if (!answer.ok) throw failed(faultOf(answer, fault))
      const found = fault(answer.value)
      if (found) throw failed(found)
      return answer.value
    },
  }
}

/** What an answer that isn't one means: the status where it is of a kind that all venues share. */
function faultOf(answer: Extract<Answer, { ok: false }>, fault: RestOptions['fault']): VenueFault {
  const { status = 0, retryAfterMs = parkOf(status, defaultLimits), reason } = answer
  switch (status) {
    case 0:
      return { kind: 'unreachable', reason }
    case 200:
      return { kind: 'malformed', reason }
    case 429:
      return { kind: 'rate-limited', reason, retryAfterMs }
    case 418:
    case 403:
    case 451:
      return { kind: 'forbidden', reason, retryAfterMs }
    default:
      return fault(answer.body) ?? { kind: 'refused', reason }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', aborted)
      resolve()
    }, ms)
    function aborted() {
      clearTimeout(timer)
      reject(signal.reason)
    }
    if (signal.aborted) aborted()
    else signal.addEventListener('abort', aborted, { once: true })
  })
}
