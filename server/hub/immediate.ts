import type { Guest } from './round.ts'

/**
 * Those who hear of every change at once, one after the other and around again for as long as there is
 * news. Between any two of them the process may do something else: several times a millisecond it looks
 * what has come in, so that who is served next is told of it too. All in one go would be told of what
 * came in before the first, and what comes meanwhile would wait for the last.
 *
 *   change                change
 *   ▼                     ▼
 *   A  B  C │ D  E  F │ A  B  C │ D  E  F      │ other work
 */
export interface Immediate {
  /** Adds a guest; the returned stop removes it. */
  add(guest: Guest): () => void
  /** There may be news for all of them. */
  changed(): void
}

/** So long guests are served before other work gets its turn: that of a few dozen clients. */
const sliceMs = 0.25

export function makeImmediate(now: () => number): Immediate {
  const guests: Guest[] = []
  /** Who is served next, and how many have not been since the last change. */
  let next = 0
  let owed = 0
  let pending: ReturnType<typeof setImmediate> | undefined

  function serve(): void {
    const [at, startedAt] = [now(), performance.now()]
    do {
      if (next >= guests.length) next = 0
      owed--
      guests[next++]?.serve(at)
    } while (owed > 0 && performance.now() - startedAt < sliceMs)
    pending = owed > 0 ? setImmediate(serve) : undefined
  }

  function remove(guest: Guest): void {
    const at = guests.indexOf(guest)
    if (at < 0) return
    guests.splice(at, 1)
    if (at < next) next--
    owed = Math.min(owed, guests.length)
    if (owed > 0) return
    clearImmediate(pending)
    pending = undefined
  }

  return {
    add(guest) {
      guests.push(guest)
      // It may come before some who are still owed.
      if (owed > 0) owed++
      return () => remove(guest)
    },
    changed() {
      owed = guests.length
      if (owed > 0) pending ??= setImmediate(serve)
    },
  }
}
