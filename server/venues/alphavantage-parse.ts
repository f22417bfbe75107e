import type { Row } from './klines.ts'
import { isFields, shown } from './reading.ts'
import { VenueError, type VenueFault } from './venue-error.ts'

/**
 * What an answer refuses, by its keys: every answer has status 200, and the wording changes over the
 * years. The text itself is never passed on, because it repeats the key.
 */
export function alphaVantageFault(body: unknown): VenueFault | undefined {
  if (!isFields(body)) return { kind: 'malformed', reason: 'Its answer is no object.' }
  if ('Error Message' in body) {
    const reason = 'It does not know the symbol, or refuses the question.'
    return { kind: 'unknown-instrument', reason }
  }
  if ('Note' in body || 'Information' in body) {
    const reason = 'Its limit is reached, or the question is for paying keys only.'
    return { kind: 'rate-limited', reason, retryAfterMs: 3_600_000 }
  }
  if (Object.keys(body).length === 0) return { kind: 'unknown-instrument', reason: nothing }
  const quote = body['Global Quote']
  if (isFields(quote) && Object.keys(quote).length === 0) {
    return { kind: 'unknown-instrument', reason: nothing }
  }
  return undefined
}

const nothing = 'It knows nothing of the symbol: its answer is empty.'

/**
 * The rows of TIME_SERIES_DAILY, newest first: alphavantage.co/documentation. A day's candle stands at
 * midnight UTC of its date in New York, and covers the regular session.
 */
export function readDaily(body: unknown): Row[] {
  const series = isFields(body) ? body['Time Series (Daily)'] : undefined
  if (!isFields(series)) {
    const keys = isFields(body) ? Object.keys(body).map((key) => key.slice(0, 40)) : []
    const reason = `Its answer has no daily series but ${shown(keys)}.`
    throw new VenueError('ALPHAVANTAGE', { kind: 'malformed', reason })
  }
  return Object.entries(series).map(([date, row]) => {
    const fields = isFields(row) ? row : {}
    return {
      time: /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : undefined,
      open: fields['1. open'],
      high: fields['2. high'],
      low: fields['3. low'],
      close: fields['4. close'],
      volume: fields['5. volume'],
    }
  })
}
