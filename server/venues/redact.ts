import type { VenueSink } from './venue.ts'
import { VenueError } from './venue-error.ts'

/** Takes a secret out of a text, however it is written there. */
export type Redact = (text: string) => string

/**
 * For keys that must go into a URL, or that a venue repeats in what it answers: no sentence that leaves
 * the adapter may hold one.
 */
export function makeRedact(secret: string): Redact {
  const forms = [
    ...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]),
  ]
  const shape = new RegExp(forms.map(escaped).join('|'), 'gi')
  return (text) => (secret === '' ? text : text.replace(shape, '[key]'))
}

/** The same sink; its sentences are redacted. */
export function redactedSink(sink: VenueSink, redact: Redact): VenueSink {
  return {
    ...sink,
    status: (status) =>
      sink.status(
        status.phase === 'waiting' ? { ...status, reason: redact(status.reason) } : status,
      ),
    refused: (reason) => sink.refused(redact(reason)),
  }
}

/** The same error with its message redacted; anything that isn't a `VenueError` is a bug or an abort, and stays. */
export function redactedError(error: unknown, redact: Redact): unknown {
  if (!(error instanceof VenueError)) return error
  const { venue, kind, retryAfterMs } = error
  const reason = redact(error.message).slice(`${venue}: `.length)
  return new VenueError(venue, { kind, reason, retryAfterMs })
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}
