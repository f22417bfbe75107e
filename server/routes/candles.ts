import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import type { DeltaCandlesResponse } from '../../shared/api.ts'
import type { Candle } from '../../shared/candle.ts'
import { encodeDelta } from '../../shared/candle-delta.ts'
import { type Instrument, parseSymbol } from '../../shared/instrument.ts'
import { formatUnits } from '../../shared/price.ts'
import type { ListedInstrument } from '../../shared/protocol.ts'
import { type ChartInterval, chartIntervalMs, chartIntervals } from '../../shared/rollup.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import type { Hub, Reading } from '../hub/hub.ts'

export interface CandlesOptions {
  hub: Hub
  /** Ascending, `from` and `to` inclusive, the newest `limit` of them. */
  read(query: CandlesQuery): Promise<readonly Candle[]>
  /** Whether what was read just now will never be another. */
  isSettled?(query: CandlesQuery): boolean
  now: () => number
}

export interface CandlesQuery {
  instrument: Instrument
  interval: ChartInterval
  from?: number | undefined
  to?: number | undefined
  limit: number
}

const limits = { max: 5_000, preset: 500 }

/** What is younger is asked for again each time, whatever is known of it, ms. */
const freshMs = 3_600_000
const forEver = 'public, max-age=31536000, immutable'

function time(description: string) {
  const error = 'must be epoch milliseconds'
  return z
    .string(error)
    .regex(/^\d{1,15}$/, error)
    .transform(Number)
    .optional()
    .meta({ type: 'integer', description })
}

const limitError = `must be a whole number from 1 to ${limits.max}`

const candlesQuery = z.object({
  symbol: z
    .string('is missing; name an instrument such as BTCUSDT')
    .refine(
      (text) => parseSymbol(text) !== undefined,
      'is not a symbol; write one such as BTCUSDT or BINANCE:BTCUSDT',
    ),
  interval: z.enum(chartIntervals, `must be one of ${chartIntervals.join(', ')}`).default('1m'),
  from: time('Earliest start of a candle, epoch ms.'),
  to: time('Latest start of a candle, epoch ms.'),
  limit: z
    .string(limitError)
    .regex(/^\d{1,5}$/, limitError)
    .transform(Number)
    .pipe(z.number().min(1, limitError).max(limits.max, limitError))
    .default(limits.preset)
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: limits.max,
      description: `The newest so many. Default ${limits.preset}.`,
    }),
  format: z
    .enum(['delta'], 'must be delta, or be left out')
    .optional()
    .meta({ description: 'delta: as small integers, half as long when compressed.' }),
})

export function candlesRoute({ hub, read, isSettled, now }: CandlesOptions): Hono {
  /** A symbol without a venue may mean another venue's tomorrow, and a label such as `simulated` may go. */
  function isForEver(symbol: string, query: CandlesQuery, { context }: Reading): boolean {
    const isNamed = symbol.toUpperCase() === query.instrument.id
    const isOld = query.to !== undefined && query.to <= now() - freshMs
    return isNamed && isOld && context.market === 'live' && isSettled?.(query) === true
  }

  return new Hono().get(
    '/api/candles',
    describeRoute({
      summary: 'Candles as columns of equal length, ascending',
      responses: {
        200: { description: 'The candles.', content: { 'application/json': {} } },
        304: { description: 'As If-None-Match has them.' },
        404: { description: 'Nobody lists the symbol.' },
      },
    }),
    validator('query', candlesQuery, refuse),
    async (c) => {
      const { symbol, interval, from, to, limit, format } = c.req.valid('query')
      if (from !== undefined && to !== undefined && from > to) {
        return problemResponse({ status: 400, detail: 'from must not be after to.', field: 'from' })
      }
      const reading = hub.read([symbol], undefined)
      const instrument = reading.found[0]
      if (instrument === undefined) {
        const detail = 'Nobody lists this symbol. GET /api/instruments tells which are there.'
        return problemResponse({ status: 404, detail, field: 'symbol', symbols: [symbol] })
      }
      const query = { instrument, interval, from, to, limit }
      const list = await read(query)
      const page = { list, interval, instrument, reading, now: now() }
      const text = format === 'delta' ? deltaText(page) : candlesText(page)
      const etag = `"${createHash('sha1').update(text).digest('base64url')}"`
      const headers = {
        etag,
        'cache-control': isForEver(symbol, query, reading) ? forEver : 'no-cache',
      }
      const known = c.req.header('if-none-match')?.replace(/^W\//, '')
      if (known === etag) return c.body(null, 304, headers)
      return c.body(text, 200, { ...headers, 'content-type': 'application/json' })
    },
  )
}

interface Page {
  list: readonly Candle[]
  interval: ChartInterval
  instrument: ListedInstrument
  reading: Reading
  now: number
}

/** What all formats begin with. */
function headOf({ list, interval, instrument, reading, now }: Page) {
  const { decimals, venue } = instrument
  const { market, simulated, listing } = reading.context
  // A recording has a clock of its own: that of its newest trade.
  const clock = market === 'replay' ? (reading.changes[0]?.time ?? 0) : now
  const last = list.at(-1)
  const forming = last !== undefined && clock < last.time + chartIntervalMs[interval]
  const symbol = listing.nameOf(instrument)
  return { head: { symbol, venue, interval, market, simulated, decimals }, forming }
}

/** JSON text of a `CandlesResponse`; figures are written from their units, never through a float. */
function candlesText(page: Page): string {
  const { list, instrument } = page
  const { decimals, sizeDecimals } = instrument
  const { head, forming } = headOf(page)
  const column = (read: (candle: Candle) => number, scale: number) =>
    `[${list.map((candle) => formatUnits(read(candle), scale)).join()}]`
  return (
    `${JSON.stringify(head).slice(0, -1)},"time":${column(({ time }) => time, 0)}` +
    `,"open":${column(({ open }) => open, decimals)}` +
    `,"high":${column(({ high }) => high, decimals)}` +
    `,"low":${column(({ low }) => low, decimals)}` +
    `,"close":${column(({ close }) => close, decimals)}` +
    `,"volume":${column(({ volume }) => volume, sizeDecimals)},"forming":${forming}}`
  )
}

function deltaText(page: Page): string {
  const { list, interval, instrument } = page
  const { head, forming } = headOf(page)
  const columns = encodeDelta(list, { interval, sizeDecimals: instrument.sizeDecimals })
  return JSON.stringify({ ...head, forming, ...columns } satisfies DeltaCandlesResponse)
}
