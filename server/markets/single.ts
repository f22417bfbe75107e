import type { Venue } from '../venues/venue.ts'
import type { MarketSource } from './host.ts'
import { tellPast } from './past.ts'

/** A simulation or a recording, alone: it delivers what it has, whatever is wanted. */
export function makeSingle(venue: Venue, now: () => number): MarketSource {
  return {
    start(host) {
      const running = venue.start({
        ...host,
        instruments(list) {
          host.begin({
            market: venue.market,
            venue: venue.name,
            instruments: list,
            defaults: list.map(({ id }) => id),
            aliases: new Map(),
            afresh: true,
          })
          void tellPast(venue, { host, instruments: list, now: now() })
        },
        status: (status) => host.status(venue.name, status),
        refused: (reason) => host.refused(venue.name, reason),
      })
      return { want() {}, relisted() {}, stop: running.stop }
    },
  }
}
