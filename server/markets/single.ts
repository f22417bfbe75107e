import type { Venue } from '../venues/venue.ts'
import type { MarketSource } from './host.ts'

/** A simulation or a recording, alone: it delivers what it has, whatever is wanted. */
export function makeSingle(venue: Venue): MarketSource {
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
        },
        status: (status) => host.status(venue.name, status),
      })
      return { want() {}, stop: running.stop }
    },
  }
}
