import type { VenueName } from './instrument.ts'
import { newYorkDay, newYorkTime } from './new-york.ts'
import { dayKind } from './us-holidays.ts'

/** `spot` is crypto, traded at all times; `stock` is listed in the US. */
export type TradedAs = 'spot' | 'stock'

/** How what a venue lists is traded. */
export function tradedAt(venue: VenueName): TradedAs {
  return venue === 'FINNHUB' || venue === 'ALPHAVANTAGE' ? 'stock' : 'spot'
}

export type SessionPhase = 'pre' | 'regular' | 'after' | 'closed'

export interface Session {
  phase: SessionPhase
  /** When this phase ends, epoch ms; infinite where there are no sessions. */
  until: number
  /** The regular session that is on or comes next, epoch ms; infinite either way without sessions. */
  opensAt: number
  closesAt: number
}

/** A day on which US stocks trade; its regular session is what its daily candle covers. */
export interface TradingDay {
  /** `2026-11-20`, in New York. */
  date: string
  /** The time of its daily candle: midnight UTC of the date, on the grid of days that all series share. */
  time: number
  /** Epoch ms. */
  opensAt: number
  /** Not included. */
  closesAt: number
}

interface Hours extends TradingDay {
  preOpensAt: number
  afterClosesAt: number
}

const dayMs = 86_400_000

/*
 * Minutes of New York's day. Nasdaq and NYSE Arca trade from 4:00 to 20:00. On a short day the regular
 * session ends at 13:00 and late trading at 17:00: nyse.com/markets/hours-calendars.
 */
const preOpens = 4 * 60
const opens = 9.5 * 60
const closes = { whole: 16 * 60, short: 13 * 60 }
const afterCloses = { whole: 20 * 60, short: 17 * 60 }

const always: Session = {
  phase: 'regular',
  until: Number.POSITIVE_INFINITY,
  opensAt: Number.NEGATIVE_INFINITY,
  closesAt: Number.POSITIVE_INFINITY,
}

/**
 * The session at an instant, epoch ms from 2007 on; `tableYears` of the holidays says how far they are
 * known.
 */
export function sessionAt(kind: TradedAs, time: number): Session {
  if (kind === 'spot') return always
  const day = newYorkDay(time)
  const today = hoursOf(day)
  if (today && time < today.preOpensAt) return inPhase('closed', today.preOpensAt, today)
  if (today && time < today.opensAt) return inPhase('pre', today.opensAt, today)
  if (today && time < today.closesAt) return inPhase('regular', today.closesAt, today)
  const next = nextHours(day)
  if (today && time < today.afterClosesAt) return inPhase('after', today.afterClosesAt, next)
  return inPhase('closed', next.preOpensAt, next)
}

/** The trading day in whose regular session an instant lies, for a stock's daily candle. */
export function tradingDay(time: number): TradingDay | undefined {
  const hours = hoursOf(newYorkDay(time))
  if (!hours || time < hours.opensAt || time >= hours.closesAt) return undefined
  return withoutMargins(hours)
}

/** The trading day of a date such as `2026-11-20`; `undefined` where nothing traded, or for no date. */
export function tradingDayOf(date: string): TradingDay | undefined {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(time)) return undefined
  const hours = hoursOf(time / dayMs)
  return hours?.date === date ? withoutMargins(hours) : undefined
}

function inPhase(phase: SessionPhase, until: number, { opensAt, closesAt }: Hours): Session {
  return { phase, until, opensAt, closesAt }
}

function withoutMargins({ date, time, opensAt, closesAt }: Hours): TradingDay {
  return { date, time, opensAt, closesAt }
}

function hoursOf(day: number): Hours | undefined {
  const midnight = new Date(day * dayMs)
  const weekday = midnight.getUTCDay()
  if (weekday === 0 || weekday === 6) return undefined
  const date = midnight.toISOString().slice(0, 10)
  const kind = dayKind(midnight.getUTCFullYear(), date.slice(5, 7) + date.slice(8))
  if (kind === 'closed') return undefined
  return {
    date,
    time: day * dayMs,
    preOpensAt: newYorkTime(day, preOpens),
    opensAt: newYorkTime(day, opens),
    closesAt: newYorkTime(day, closes[kind]),
    afterClosesAt: newYorkTime(day, afterCloses[kind]),
  }
}

/** Of the first trading day after `day`; the longest closure on record is a week. */
function nextHours(day: number): Hours {
  for (let after = day + 1; after <= day + 14; after++) {
    const hours = hoursOf(after)
    if (hours) return hours
  }
  throw new Error(
    'The table of holidays closes the market for two weeks: mend shared/us-holidays.ts.',
  )
}
