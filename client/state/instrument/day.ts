import type { TradesResponse } from '../../../shared/api.ts'
import type { Row } from '../market.ts'

/** The figures of an instrument's last 24 h, of a stock the day's; what nobody tells is absent. */
export interface Day {
  venue: string
  /** Prices are units of these. */
  decimals: number
  sizeDecimals: number
  /** 24 hours ago; of a stock the previous close. */
  open: number | undefined
  high: number | undefined
  low: number | undefined
  /** In the base currency, and about what it was worth in the quote currency. */
  volume: number | undefined
  turnover: number | undefined
}

export function dayOf(told: TradesResponse): Day {
  const { venue, decimals, size_decimals: sizeDecimals } = told
  const units = (price: number | null) =>
    price === null ? undefined : Math.round(price * 10 ** decimals)
  return {
    ...{ venue, decimals, sizeDecimals },
    open: units(told.open_24h),
    high: units(told.high_24h),
    low: units(told.low_24h),
    volume: told.volume_24h ?? undefined,
    turnover: told.turnover_24h ?? undefined,
  }
}

/** The day with a live price in it: a new high or low counts from the moment it is seen. */
export function stretchDay(day: Day, row: Pick<Row, 'price' | 'venue' | 'cached'>): Day {
  const { high, low } = day
  if (row.cached || row.venue !== day.venue || high === undefined || low === undefined) return day
  if (row.price <= high && row.price >= low) return day
  return { ...day, high: Math.max(high, row.price), low: Math.min(low, row.price) }
}

/**
 * By how much a price has changed, in units: from the open that was told, as far as the change in
 * basis points (rounded, and told with the price) bears it out. The open of a rolling day moves on
 * between two answers, and two figures side by side must not contradict each other.
 */
export function changeInUnits(
  { price, change24h }: Pick<Row, 'price' | 'change24h'>,
  open: number | undefined,
): number | undefined {
  if (change24h === undefined || open === undefined) return undefined
  const most = price / (1 + (change24h - 0.5) / 10_000)
  const least = price / (1 + (change24h + 0.5) / 10_000)
  return Math.round(price - Math.min(most, Math.max(least, open)))
}

/** Where a price stands between low and high, 0 to 1; `undefined` where there is no between. */
export function placeInRange(price: number, { high, low }: Day): number | undefined {
  if (high === undefined || low === undefined || high <= low) return undefined
  return Math.min(1, Math.max(0, (price - low) / (high - low)))
}

/** What lies between bid and ask, in units and in basis points of their middle. */
export function spreadOf({
  bid,
  ask,
}: Pick<Row, 'bid' | 'ask'>): { units: number; basisPoints: number } | undefined {
  if (bid === undefined || ask === undefined || bid + ask <= 0) return undefined
  return { units: ask - bid, basisPoints: ((ask - bid) / (bid + ask)) * 20_000 }
}
