import type { VenueName } from '../../shared/instrument.ts'
import type { Venue } from './venue.ts'
import { VenueError } from './venue-error.ts'

/** The part of a venue that has neither a list nor a past but what it delivers. */
export function withoutPast(venue: VenueName): Pick<Venue, 'catalogue' | 'history'> {
  return {
    catalogue: async () => [],
    async history() {
      const reason = 'it has no past but what it has delivered.'
      throw new VenueError(venue, { kind: 'unsupported', reason })
    },
  }
}
