import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import type { Candle } from '../../shared/candle.ts'
import { formatCursor, parseCursor } from '../../shared/cursor.ts'
import { type Instrument, type InstrumentId, parseSymbol } from '../../shared/instrument.ts'
import { formatUnits } from '../../shared/price.ts'
import type { ListedInstrument } from '../../shared/protocol.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import type { Hub, Reading } from '../hub/hub.ts'
import type { Day } from '../market/board.ts'
import { dayMs } from '../market/closes.ts'
import type { RecentTrades } from '../market/recent-trades.ts'
import { keptTrades, type ReadTrades } from '../market/trade-ring.ts'
import { meanPrice, turnoverOf } from '../market/turnover.ts'
import { makeKeptAnswers } from './kept-answers.ts'

export interface TradesOptions {
  hub: Hub
  trades: Pick<RecentTrades, 'read'>
  dayOf(instrument: InstrumentId): Day | undefined
  /** The minutes of the last day, ascending: what the day's volume was worth. */
  readMinutes(query: MinutesQuery): Promise<readonly Candle[]>
  now: () => number
}

export interface MinutesQuery {
  instrument: Instrument
  interval: '1m'
  from: number
  limit: number
}

const presetLimit = 50
/** The mean price of a day moves slowly; of so many instruments it is kept. */
const means = { servesMs: 60_000, max: 1_000 }

const limitError = `must be a whole number from 1 to ${keptTrades}`

const tradesQuery = z.object({
  symbol: z
    .string('is missing; name an instrument such as BTCUSDT')
    .refine(
      (text) => parseSymbol(text) !== undefined,
      'is not a symbol; write one such as BTCUSDT or BINANCE:BTCUSDT',
    ),
  since: z
    .string()
    .refine((text) => parseCursor(text) !== undefined, 'is not a cursor that this server gave out')
    .optional()
    .meta({ description: 'The `cursor` of the answer before.' }),
  limit: z
    .string(limitError)
    .regex(/^\d{1,3}$/, limitError)
    .transform(Number)
    .pipe(z.number().min(1, limitError).max(keptTrades, limitError))
    .default(presetLimit)
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: keptTrades,
      description: `The newest so many. Default ${presetLimit}.`,
    }),
})

export function tradesRoute({ hub, trades, dayOf, readMinutes, now }: TradesOptions): Hono {
  const kept = makeKeptAnswers<InstrumentId, number | undefined>(means)

  function meanOf(instrument: Instrument, clock: number): Promise<number | undefined> {
    return kept.get(instrument.id, clock, async () => {
      const from = clock - dayMs
      return meanPrice(await readMinutes({ instrument, interval: '1m', from, limit: 1_441 }))
    })
  }

  return new Hono().get(
    '/api/trades',
    describeRoute({
      summary: 'The newest trades of an instrument, each of them, and the figures of its day',
      description:
        'Columns of equal length, ascending. Pass `cursor` as `since` next time: the answer then ' +
        'has what came behind it, or with `snapshot` all of the newest, because a late trade came ' +
        'between or too many did. `side` is the taker’s; null is unknown. `unbroken_since`: every ' +
        'trade from then on was heard. `turnover_24h` is an estimate in the quote currency.',
      responses: {
        200: { description: 'Trades.', content: { 'application/json': {} } },
        304: { description: 'As If-None-Match has them.' },
        404: { description: 'Nobody lists the symbol.' },
      },
    }),
    validator('query', tradesQuery, refuse),
    async (c) => {
      const { symbol, since, limit } = c.req.valid('query')
      const reading = hub.read([symbol], undefined)
      const instrument = reading.found[0]
      if (instrument === undefined) {
        const detail = 'Nobody lists this symbol. GET /api/instruments tells which are there.'
        return problemResponse({ status: 404, detail, field: 'symbol', symbols: [symbol] })
      }
      // A recording has a clock of its own: that of its newest trade.
      const clock = reading.context.market === 'replay' ? (reading.changes[0]?.time ?? 0) : now()
      const mean = await meanOf(instrument, clock)
      const cursor = since === undefined ? undefined : parseCursor(since)
      const isOurs = cursor?.epoch === reading.epoch
      const read = trades.read(instrument.id, {
        since: isOurs ? cursor.sequence : undefined,
        limit,
      })
      const day = dayOf(instrument.id)
      const text = tradesText({ instrument, reading, read, day, mean })
      const etag = `"${createHash('sha1').update(text).digest('base64url')}"`
      const headers = { etag, 'cache-control': 'no-cache' }
      const known = c.req.header('if-none-match')?.replace(/^W\//, '')
      if (known === etag) return c.body(null, 304, headers)
      return c.body(text, 200, { ...headers, 'content-type': 'application/json' })
    },
  )
}

interface Answer {
  instrument: ListedInstrument
  reading: Reading
  read: ReadTrades
  day: Day | undefined
  /** Of the day, price units. */
  mean: number | undefined
}

/** JSON text of a `TradesResponse`; figures are written from their units, never through a float. */
function tradesText({ instrument, reading, read, day, mean }: Answer): string {
  const { venue, decimals, sizeDecimals } = instrument
  const { market, simulated, listing } = reading.context
  const { taken, snapshot, unbrokenSince, time, side } = read
  const head = {
    ...{ symbol: listing.nameOf(instrument), venue, market, simulated, decimals },
    size_decimals: sizeDecimals,
    cursor: formatCursor({ epoch: reading.epoch, sequence: taken }),
    ...{ snapshot, unbroken_since: unbrokenSince ?? null },
    ...{ time, side: side.map((taker) => taker ?? null) },
  }
  const column = (units: readonly number[], scale: number) =>
    `[${units.map((each) => formatUnits(each, scale)).join()}]`
  const figure = (units: number | undefined, scale: number) =>
    units === undefined ? 'null' : formatUnits(units, scale)
  const price = mean ?? reading.changes[0]?.price
  const turnover = turnoverOf(instrument, { volume: day?.volume, price })
  return (
    `${JSON.stringify(head).slice(0, -1)},"price":${column(read.price, decimals)}` +
    `,"size":${column(read.size, sizeDecimals)}` +
    `,"open_24h":${figure(day?.open, decimals)},"high_24h":${figure(day?.high, decimals)}` +
    `,"low_24h":${figure(day?.low, decimals)},"volume_24h":${figure(day?.volume, sizeDecimals)}` +
    `,"turnover_24h":${turnover ?? null}}`
  )
}
