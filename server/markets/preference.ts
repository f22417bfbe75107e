import type { VenueName } from '../../shared/instrument.ts'

/*
 * Which venue a symbol without a venue means. The first of the list is preferred; another stands in
 * for it while it can't be heard.
 *
 *   nobody heard ── any heard: the first of the list that is ──▶ current
 *   current lost for `patienceMs` ── another heard ────────────▶ that one is current
 *   the preferred heard again, without a break, for `steadyMs` ▶ it is current again
 *
 * Pure: `now` is epoch ms or any clock that only rises.
 */
export interface Preference {
  heard(venue: VenueName, now: number): void
  lost(venue: VenueName, now: number): void
  /** Makes up its mind; true where `current` has become another. */
  decide(now: number): boolean
  current(): VenueName | undefined
  /** Those that should be at work: the preferred always, the others while one is looked for. */
  atWork(now: number): VenueName[]
}

export interface PreferenceOptions {
  /** The preferred first; at least one. */
  venues: readonly VenueName[]
  now: number
  /** How long the current one may be lost before another takes over. */
  patienceMs?: number
  /** How long the preferred one must be heard before it takes over again. */
  steadyMs?: number
  /** How long the preferred one has at the start before others are asked too. */
  headStartMs?: number
}

type Seen = { heardSince: number } | { lostSince: number }

export function makePreference(options: PreferenceOptions): Preference {
  const { venues, now: startedAt } = options
  const { patienceMs = 10_000, steadyMs = 60_000, headStartMs = 1_500 } = options
  const preferred = venues[0]
  const seen = new Map<VenueName, Seen>()
  let current: VenueName | undefined

  const isHeard = (venue: VenueName | undefined) =>
    venue !== undefined && 'heardSince' in (seen.get(venue) ?? {})

  function heardFor(venue: VenueName | undefined, now: number): number {
    const of = venue && seen.get(venue)
    return of && 'heardSince' in of ? now - of.heardSince : -1
  }

  function lostFor(venue: VenueName, now: number): number {
    const of = seen.get(venue)
    return of && 'lostSince' in of ? now - of.lostSince : -1
  }

  return {
    heard(venue, now) {
      if (!isHeard(venue)) seen.set(venue, { heardSince: now })
    },
    lost(venue, now) {
      const of = seen.get(venue)
      if (of === undefined || 'heardSince' in of) seen.set(venue, { lostSince: now })
    },
    decide(now) {
      const before = current
      if (current === undefined) {
        current = venues.find(isHeard)
      } else if (current !== preferred && heardFor(preferred, now) >= steadyMs) {
        current = preferred
      } else if (lostFor(current, now) >= patienceMs) {
        current = venues.find((venue) => venue !== current && isHeard(venue)) ?? current
      }
      return current !== before
    },
    current: () => current,
    atWork(now) {
      const isNew = current === undefined
      const isWaiting =
        isNew && now - startedAt < headStartMs && lostFor(venues[0] ?? 'BINANCE', now) < 0
      const isSearching = isNew
        ? !isWaiting
        : !isHeard(current) && lostFor(current ?? 'BINANCE', now) >= patienceMs / 2
      return venues.filter((venue) => venue === preferred || venue === current || isSearching)
    },
  }
}
