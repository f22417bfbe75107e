import type { VenueName } from '../../shared/instrument.ts'

/** Why a venue's REST gave no answer that could be used. */
export type VenueErrorKind =
  /** Too many requests: ask again after `retryAfterMs`. */
  | 'rate-limited'
  /** It doesn't serve this address or place, or has banned it: ask again after `retryAfterMs`. */
  | 'forbidden'
  /** It doesn't know the instrument. */
  | 'unknown-instrument'
  /** It can't be asked for this, now or ever: a venue without a list, a budget that is spent. */
  | 'unsupported'
  /** An error of the venue that is none of those above. */
  | 'refused'
  /** An answer that isn't what is documented: HTML, JSON of another shape. */
  | 'malformed'
  /** No answer. */
  | 'unreachable'

/** What went wrong at a venue, named. The message never holds a key or a whole body. */
export class VenueError extends Error {
  readonly kind: VenueErrorKind
  readonly venue: VenueName
  readonly reason: string
  readonly retryAfterMs: number | undefined

  constructor(venue: VenueName, { kind, reason, retryAfterMs }: VenueFault) {
    super(`${venue}: ${reason}`)
    this.name = 'VenueError'
    this.kind = kind
    this.venue = venue
    this.reason = reason
    this.retryAfterMs = retryAfterMs
  }
}

export interface VenueFault {
  kind: VenueErrorKind
  /** A sentence. */
  reason: string
  retryAfterMs?: number | undefined
}
