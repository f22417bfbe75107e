import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import { venues } from '../../../shared/instrument.ts'
import { type Session, sessionAt, type TradedAs, tradedAt } from '../../../shared/sessions.ts'

/** The longest that a timer can wait, ms. */
const longestMs = 2 ** 31 - 1

/** How what a venue lists is traded; a venue that is newer than this app is taken for one of crypto. */
export function tradedAtVenue(venue: string | undefined): TradedAs {
  const known = venues.find((name) => name === venue)
  return known ? tradedAt(known) : 'spot'
}

/** The session of a market, which changes by itself when its time has come. */
export function createSession(kind: Accessor<TradedAs>): Accessor<Session> {
  const [now, setNow] = createSignal(Date.now())
  const session = createMemo(() => sessionAt(kind(), now()))
  createEffect(() => {
    const { until } = session()
    if (!Number.isFinite(until)) return
    const wait = Math.min(longestMs, Math.max(0, until - Date.now()))
    const timer = setTimeout(() => setNow(Date.now()), wait)
    onCleanup(() => clearTimeout(timer))
  })
  return session
}
