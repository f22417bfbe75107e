import { setImmediate } from 'node:timers/promises'
import type { Instrument } from '../../shared/instrument.ts'
import type { Venue } from '../venues/venue.ts'
import { VenueError } from '../venues/venue-error.ts'
import type { MarketHost } from './host.ts'

const dayMs = 86_400_000

/** Hands over the past that a simulation comes with, one instrument at a time: prices don't wait for it. */
export async function tellPast(
  venue: Venue,
  { host, instruments, now }: { host: MarketHost; instruments: readonly Instrument[]; now: number },
): Promise<void> {
  const { signal } = new AbortController()
  for (const instrument of instruments) {
    const query = { instrument, interval: '1m', from: now - dayMs, to: now } as const
    try {
      host.past(instrument, await venue.history(query, signal))
    } catch (error) {
      if (error instanceof VenueError) return
      throw error
    }
    await setImmediate()
  }
}
