import { makeCadences } from './cadence.ts'
import { type Cohort, makeCohort } from './cohort.ts'
import type { Demand } from './demand.ts'
import type { MarketContext } from './output.ts'
import type { Guest } from './round.ts'
import type { Sequence } from './sequence.ts'
import { standingAt } from './standing.ts'
import type { Subscriber } from './subscriber.ts'

/** The cohorts of one epoch: each subscriber stands in exactly one. */
export interface Cohorts {
  /** Puts a subscriber among its like. */
  place(subscriber: Subscriber, instruments: CohortInstruments): Cohort
  leave(subscriber: Subscriber): void
  /**
   * Something changed: who wants every change at once is served once the present work is done. Call it
   * now and then besides: cohorts without a cadence have no timer that would send their heartbeats.
   */
  changed(): void
  count(): number
  stop(): void
}

export interface CohortInstruments {
  /** Ascending. */
  indexes: readonly number[]
  /** Of which all is told, ascending. */
  detail: readonly number[]
}

interface Place {
  key: string
  cohort: Cohort
  unwatch: () => void
}

/** What tells cohorts apart. */
type Alike = Pick<Subscriber, 'encoding' | 'intervalMs'> & CohortInstruments

const nothing: readonly number[] = []

export interface CohortsOptions {
  sequence: Sequence
  context: MarketContext
  demand: Demand
  now: () => number
}

export function makeCohorts({ sequence, context, demand, now }: CohortsOptions): Cohorts {
  const cadences = makeCadences(now)
  const places = new Map<string, Place>()
  const placeOf = new Map<Subscriber, Place>()
  /** The key that was worked out last: those who come at once ask for the same. */
  let last: { of: Alike; key: string } | undefined

  function keyOf(of: Alike): string {
    if (last !== undefined && areSame(last.of, of)) return last.key
    const { encoding, intervalMs, indexes, detail } = of
    const key = `${intervalMs}|${encoding.name}|${indexes.join()}|${detail.join()}`
    last = { of, key }
    return key
  }

  return {
    place(subscriber, { indexes, detail }) {
      const { encoding, intervalMs } = subscriber
      const told = encoding.sparing ? detail : nothing
      const key = keyOf({ encoding, intervalMs, indexes, detail: told })
      let place = places.get(key)
      if (place === undefined) {
        const serve = (group: Guest) => cadences.add(intervalMs, group)
        const cohort = makeCohort({
          ...{ encoding, indexes, sequence, serve },
          context: { ...context, detail: new Set(told) },
        })
        const ids = indexes.flatMap((index) => context.listing.instruments[index]?.id ?? [])
        place = { key, cohort, unwatch: demand.watch(ids) }
        places.set(key, place)
      }
      place.cohort.join(subscriber)
      placeOf.set(subscriber, place)
      return place.cohort
    },
    leave(subscriber) {
      const place = placeOf.get(subscriber)
      if (place === undefined) return
      placeOf.delete(subscriber)
      place.cohort.leave(subscriber)
      // Of these instruments: they mean nothing in another cohort.
      const { sequence: at, wroteAt } = subscriber.standing
      subscriber.standing = standingAt(at, wroteAt)
      if (!place.cohort.isEmpty()) return
      close(place)
      places.delete(place.key)
    },
    changed: cadences.changed,
    count: () => places.size,
    stop() {
      for (const place of places.values()) close(place)
      places.clear()
      placeOf.clear()
    },
  }
}

function close(place: Place): void {
  place.cohort.stop()
  place.unwatch()
}

function areSame(a: Alike, b: Alike): boolean {
  return (
    a.indexes === b.indexes &&
    a.detail === b.detail &&
    a.encoding === b.encoding &&
    a.intervalMs === b.intervalMs
  )
}
