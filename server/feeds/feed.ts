import type { Notices } from '../http/notices.ts'
import type { ProblemOptions } from '../http/problem.ts'
import type { Hub } from '../hub/hub.ts'
import type { FeedCount } from './count.ts'
import type { Place, Places } from './places.ts'

/** What the feeds that stream have in common. */
export interface StreamOptions {
  hub: Hub
  count: FeedCount
  places: Places
  /** Other origins than our own whose pages may read. */
  origins: readonly string[]
  trustProxy: boolean
  /** Who is told of what happens to them, beside the prices; absent where nobody has a session. */
  notices?: Pick<Notices, 'listen'>
  /** Whether the server is shutting down: nobody new is let in. */
  leaving: () => boolean
  /** How long a client that is sent away should wait, ms; spread, so that not all return at once. */
  retryMs: () => number
}

export interface Refusal extends ProblemOptions {
  retryAfterSeconds?: number
}

/** Takes a place for a stream, or says why there is none. */
export function enter(
  { places, leaving }: Pick<StreamOptions, 'places' | 'leaving'>,
  address: string,
): { place: Place } | { refusal: Refusal } {
  if (leaving()) {
    const detail = 'The server is shutting down. Connect again in a few seconds.'
    return { refusal: { status: 503, detail, retryAfterSeconds: 5 } }
  }
  const place = places.enter(address)
  if (place === 'address') {
    const detail = 'This address has as many streams open as it may. Close one first.'
    return { refusal: { status: 429, detail, retryAfterSeconds: 10 } }
  }
  if (place === 'total') {
    const detail = 'The server has as many streams open as it can take. Try again, or poll.'
    return { refusal: { status: 503, detail, retryAfterSeconds: 30 } }
  }
  return { place }
}
