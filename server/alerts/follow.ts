import { type AlertSource, type Evaluation, freshMs } from '../../shared/alert.ts'
import type { Instrument } from '../../shared/instrument.ts'
import { formatUnits } from '../../shared/price.ts'
import { sessionAt, tradedAt } from '../../shared/sessions.ts'
import type { Quote, Trade } from '../../shared/trade.ts'
import { type Gauges, makeGauges } from './gauges.ts'
import { makePrints } from './prints.ts'

/** A price as it is looked at, for whoever fires on it. */
export interface Look {
  evaluation: Evaluation
  /** The venue's time, epoch ms. */
  time: number
}

/**
 * One instrument's prices on their way to the gauges: fresh ones only, no print that the book doesn't
 * bear out, and once more for those who only look during the regular session.
 */
export interface Follow {
  readonly instrument: Instrument
  gaugesOf(sessions: 'always' | 'regular'): Gauges
  /** What is being looked at just now, or was looked at last. */
  look(source: AlertSource): Look | undefined
  trade(trade: Trade): void
  quote(quote: Quote): void
  sweep(now: number): void
}

export function makeFollow(instrument: Instrument): Follow {
  const always = makeGauges()
  let regular: Gauges | undefined
  const prints = makePrints()
  const looks = new Map<AlertSource, { price: number; at: number; time: number }>()
  const sessions = tradedAt(instrument.venue)

  function isRegular(now: number): boolean {
    return sessionAt(sessions, now).phase === 'regular'
  }

  function gaugesAt(now: number): Gauges[] {
    return regular !== undefined && isRegular(now) ? [always, regular] : [always]
  }

  function look(source: AlertSource, price: number, { at, time }: { at: number; time: number }) {
    const seen = looks.get(source)
    if (seen === undefined) looks.set(source, { price, at, time })
    else Object.assign(seen, { price, at, time })
    for (const gauges of gaugesAt(at)) gauges.price(source, { price, time })
  }

  return {
    instrument,
    gaugesOf(which) {
      if (which === 'always') return always
      regular ??= makeGauges()
      return regular
    },
    look(source) {
      const seen = looks.get(source)
      if (seen === undefined) return undefined
      const { price, at, time } = seen
      const { venue, decimals } = instrument
      // Half a unit is possible in the middle of a book.
      const text = Number.isInteger(price)
        ? formatUnits(price, decimals)
        : formatUnits(Math.round(price * 10), decimals + 1)
      return { evaluation: { at, venue, price: text }, time }
    },
    trade({ price, size, time, receivedAt }) {
      for (const gauges of gaugesAt(receivedAt)) gauges.heard(receivedAt)
      if (Math.abs(receivedAt - time) > freshMs) return
      for (const gauges of gaugesAt(receivedAt)) gauges.traded({ time, size })
      for (const each of prints.print(price)) look('last', each, { at: receivedAt, time })
    },
    quote({ bid, ask, time = undefined, receivedAt }) {
      for (const gauges of gaugesAt(receivedAt)) gauges.heard(receivedAt)
      if (time !== undefined && Math.abs(receivedAt - time) > freshMs) return
      const at = { at: receivedAt, time: time ?? receivedAt }
      if (bid !== undefined) look('bid', bid, at)
      if (ask !== undefined) look('ask', ask, at)
      if (bid === undefined || ask === undefined || ask < bid) return
      const mid = (bid + ask) / 2
      look('mid', mid, at)
      for (const each of prints.book(mid)) look('last', each, at)
    },
    sweep(now) {
      for (const gauges of gaugesAt(now)) gauges.sweep(now)
    },
  }
}
