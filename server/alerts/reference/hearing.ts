import { type AlertRule, freshMs, outlierBasisPoints } from '../../../shared/alert.ts'
import { sessionAt, type TradedAs } from '../../../shared/sessions.ts'

export type TapeEvent =
  | { type: 'trade'; at: number; time: number; price: number; size: number }
  | { type: 'quote'; at: number; time: number; bid: number; ask: number }
  | { type: 'sweep'; at: number }
  /** The server starts again, with what it has kept. */
  | { type: 'restart'; at: number }
  /** The symbol is another venue's from now on. */
  | { type: 'venue'; at: number }

/** What came before the tape: minutes, complete since then. */
export interface Before {
  minutes: readonly { time: number; high: number; low: number; close: number; volume: number }[]
  knownSince: number
}

export interface Look {
  source: AlertRule['source']
  price: number
  time: number
}

/** What this run of the server has heard. */
export interface Heard {
  kind: TradedAs
  looks: Look[]
  trades: { time: number; size: number }[]
  sweptAt: number[]
  /** Its windows are complete since then. */
  knownSince: number
  signAt: number
  book: { mid: number; at: number } | undefined
  last: number | undefined
  held: { price: number; at: number } | undefined
}

/** One event, and what is to be looked at. */
export interface Step {
  heard: Heard
  at: number
  looked: Look[]
  event: TapeEvent['type']
  fresh: boolean
}

/** As it starts, with what came before: all sources have the prices of trades for their past. */
export function begin(
  { at, kind, source }: { at: number; kind: TradedAs; source: AlertRule['source'] },
  before: Before | undefined,
): Heard {
  const minutes = before?.minutes ?? []
  const looks = minutes.flatMap(({ time, high, low, close }) =>
    [low, high, close].map((price) => ({ source, price, time })),
  )
  return {
    ...{ kind, looks, trades: minutes.map(({ time, volume }) => ({ time, size: volume })) },
    ...{ sweptAt: minutes.length > 0 ? [at] : [], signAt: at },
    knownSince: minutes.length > 0 ? (before?.knownSince ?? at) : Number.POSITIVE_INFINITY,
    ...{ book: undefined, last: undefined, held: undefined },
  }
}

/** Takes one event in. Who isn't looking hears it all the same: `isLooking` is of the alert's session. */
export function hear(heard: Heard, event: TapeEvent, isLooking: boolean): Step {
  const looked: Look[] = []
  const { at, type } = event
  const told = { heard, at, looked, event: type }
  if (event.type === 'sweep') {
    if (isLooking) heard.sweptAt.push(at)
    return { ...told, fresh: true }
  }
  heard.signAt = at
  const fresh = 'time' in event && Math.abs(at - event.time) <= freshMs
  if (!fresh) return { ...told, fresh }
  const { time } = event
  if (event.type === 'quote') {
    const { bid, ask } = event
    const mid = (bid + ask) / 2
    looked.push({ source: 'bid', price: bid, time }, { source: 'ask', price: ask, time })
    looked.push({ source: 'mid', price: mid, time })
    heard.book = { mid, at }
    if (heard.held !== undefined && isNear(heard.held.price, mid)) {
      heard.last = heard.held.price
      if (at - heard.held.at <= freshMs) looked.push({ source: 'last', price: heard.last, time })
      heard.held = undefined
    }
  }
  if (event.type === 'trade') {
    const { price } = event
    const hasBook = heard.book !== undefined && at - heard.book.at <= freshMs
    const reference = hasBook ? heard.book?.mid : heard.last
    const isBorneOut = reference !== undefined && isNear(price, reference)
    const { held } = heard
    const isSecond = held !== undefined && isNear(price, held.price)
    if (!isBorneOut && isSecond && at - held.at <= freshMs) {
      looked.push({ source: 'last', price: held.price, time })
    }
    if (isBorneOut || isSecond) looked.push({ source: 'last', price, time })
    heard.held = isBorneOut || isSecond ? undefined : { price, at }
    if (isBorneOut || isSecond) heard.last = price
    if (isLooking) heard.trades.push(event)
  }
  return { ...told, fresh }
}

function isNear(price: number, reference: number): boolean {
  return (Math.abs(price - reference) / reference) * 10_000 <= outlierBasisPoints + 1e-9
}

/** How long nothing has been heard while the market is open. */
export function silence({ kind, signAt }: Heard, at: number): number {
  const { phase, opensAt } = sessionAt(kind, at)
  return phase === 'regular' ? Math.max(0, at - Math.max(signAt, opensAt)) : 0
}
