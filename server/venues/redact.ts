import type { VenueSink } from './venue.ts'
import { VenueError } from './venue-error.ts'

/** Takes a secret out of a text, however it is written there, and where the text ends within it. */
export type Redact = (text: string) => string

/**
 * For keys that must go into a URL, or that a venue repeats in what it answers: no sentence that leaves
 * the adapter may hold one.
 */
export function makeRedact(secret: string): Redact {
  const characters = [...secret].map(inAnyForm)
  const rest = characters.slice(tellingLength)
  const tail = rest.reduceRight((after, character) => `(?:${character}${after})?`, '')
  const shape = new RegExp(characters.slice(0, tellingLength).join('') + tail, 'giu')
  return (text) => (secret === '' ? text : text.replace(shape, '[key]'))
}

/** Sentences are cut to a length: so much of a secret is one already. */
const tellingLength = 8

/** A pattern of one character: as it is, as in a URL, as in JSON. */
function inAnyForm(character: string): string {
  const forms = [character, encodeURIComponent(character), JSON.stringify(character).slice(1, -1)]
  return `(?:${[...new Set(forms)].map(escaped).join('|')})`
}

function escaped(text: string): string {
  return [...text].map((character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join('')
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

/**
 * The same error with its message redacted; anything that isn't a `VenueError` is a bug or an abort,
 * and stays.
 */
export function redactedError(error: unknown, redact: Redact): unknown {
  if (!(error instanceof VenueError)) return error
  const { venue, kind, retryAfterMs } = error
  const reason = redact(error.message).slice(`${venue}: `.length)
  return new VenueError(venue, { kind, reason, retryAfterMs })
}
