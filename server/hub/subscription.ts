import { roundCadence } from './cadence.ts'
import type { Cohort } from './cohort.ts'
import type { Epoch } from './epoch.ts'
import type { ShareList } from './lists.ts'
import { withoutMark } from './standing.ts'
import type { Subscriber, Subscription } from './subscriber.ts'

/** What a subscription needs of the hub. */
export interface House {
  /** The present one. */
  epoch(): Epoch
  share: ShareList
  place(subscriber: Subscriber): Cohort
  /** Places it, greets it, and brings it to the present. */
  start(subscriber: Subscriber): void
  drop(subscriber: Subscriber): void
  now: () => number
}

export function makeSubscription(subscriber: Subscriber, house: House): Subscription {
  return new ClientSubscription(subscriber, house)
}

/** There are many: an object each, not one and a closure for everything it can do. */
class ClientSubscription implements Subscription {
  readonly #subscriber: Subscriber
  readonly #house: House

  constructor(subscriber: Subscriber, house: House) {
    this.#subscriber = subscriber
    this.#house = house
  }

  add(
    added: readonly string[],
    { since, detail }: Parameters<Subscription['add']>[1] = {},
  ): { unknown: string[] } {
    const subscriber = this.#subscriber
    const epoch = this.#house.epoch()
    const before = subscriber.symbols
    if (before === undefined) return { unknown: epoch.resolve(added).unknown }
    const known = new Set(epoch.resolve(before).found)
    const { found, unknown } = epoch.resolve(added)
    const from = epoch.known(since) ?? 0
    if (subscriber.standing.sequence !== undefined) {
      for (const instrument of found) {
        if (known.has(instrument)) continue
        subscriber.fresh ??= new Map()
        subscriber.fresh.set(instrument.index, from)
      }
    }
    epoch.cohorts.leave(subscriber)
    subscriber.symbols = this.#house.share([...before, ...added])
    if (detail !== undefined) subscriber.detail = this.#house.share(detail)
    refresh(subscriber, epoch)
    this.#house.start(subscriber)
    return { unknown }
  }

  remove(removed: readonly string[]): { removed: string[] } {
    const subscriber = this.#subscriber
    const epoch = this.#house.epoch()
    const { listing } = epoch.context
    const before = epoch.resolve(subscriber.symbols).found
    const gone = epoch.resolve(removed).found.filter((each) => before.includes(each))
    const symbols = subscriber.symbols ?? before.map((each) => listing.nameOf(each))
    epoch.cohorts.leave(subscriber)
    const left = symbols.filter((symbol) => {
      const instrument = listing.find(symbol)
      return instrument === undefined ? !removed.includes(symbol) : !gone.includes(instrument)
    })
    subscriber.symbols = this.#house.share(left)
    for (const { index } of gone) subscriber.fresh?.delete(index)
    this.#house.place(subscriber)
    // Frames against the last one name instruments by their places among those subscribed.
    if (subscriber.encoding.sparing) subscriber.output.hello(epoch.hello(subscriber))
    return { removed: gone.map((each) => listing.nameOf(each)) }
  }

  pace({ intervalMs, heartbeatMs }: Parameters<Subscription['pace']>[0]): void {
    const subscriber = this.#subscriber
    const { epoch, place, now } = this.#house
    epoch().cohorts.leave(subscriber)
    if (intervalMs !== undefined) subscriber.intervalMs = roundCadence(intervalMs)
    subscriber.heartbeatMs = Math.max(heartbeatMs ?? subscriber.heartbeatMs, subscriber.intervalMs)
    place(subscriber).send(subscriber, now())
  }

  count(added: readonly string[]): number {
    const { symbols } = this.#subscriber
    if (symbols === undefined) return this.#house.epoch().context.listing.defaults.length
    return new Set([...symbols, ...added]).size
  }

  interrupted(): void {
    const subscriber = this.#subscriber
    subscriber.standing = withoutMark(subscriber.standing)
  }

  close(): void {
    this.#house.drop(this.#subscriber)
  }
}

/** Of whom all is told now, everything is told anew: the client may never have heard all of it. */
export function refresh(subscriber: Subscriber, epoch: Epoch): void {
  const { encoding, detail, symbols, standing } = subscriber
  if (!encoding.sparing || standing.sequence === undefined) return
  for (const index of epoch.detailed(epoch.resolve(symbols).found, detail)) {
    subscriber.fresh ??= new Map()
    subscriber.fresh.set(index, 0)
  }
}
