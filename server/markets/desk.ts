import type { Instrument } from '../../shared/instrument.ts'
import type { Running, Venue, VenueSink } from '../venues/venue.ts'

/** A venue at work, or not, and what is asked of it. */
export interface Desk {
  readonly venue: Venue
  /** The default watchlist as the venue trades it; empty until it has told. */
  watchlist: readonly Instrument[]
  /** Wanted of it by name, whatever gives the watchlist. */
  wanted: readonly Instrument[]
  isAtWork(): boolean
  start(sink: VenueSink): void
  /** Asks it for what is wanted, and for the watchlist where it `givesList`. */
  ask(givesList: boolean): void
  stop(): void
}

export function makeDesk(venue: Venue): Desk {
  let running: Running | undefined
  /** What it was asked for last. */
  let asked = ''

  const desk: Desk = {
    venue,
    watchlist: [],
    wanted: [],
    isAtWork: () => running !== undefined,
    start(sink) {
      asked = ''
      running = venue.start(sink)
    },
    ask(givesList) {
      if (running === undefined) return
      const byId = new Map<string, Instrument>()
      for (const each of givesList ? desk.watchlist : []) byId.set(each.id, each)
      for (const each of desk.wanted) if (!byId.has(each.id)) byId.set(each.id, each)
      const all = [...byId.values()]
      // How they are counted belongs to it: the venue parses by it.
      const text = all.map((each) => `${each.id} ${each.decimals} ${each.sizeDecimals}`).join()
      // A venue that was asked for nothing begins with its watchlist by itself.
      if (text === asked || all.length === 0) return
      asked = text
      running.want(all)
    },
    stop() {
      running?.stop()
      running = undefined
    },
  }
  return desk
}
