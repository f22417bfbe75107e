import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import type { Candle } from '../../shared/candle.ts'
import type { Change } from '../../shared/frame.ts'
import { type Instrument, type InstrumentId, parseSymbol } from '../../shared/instrument.ts'
import { formatUnits } from '../../shared/price.ts'
import { type ListedInstrument, maxSymbols } from '../../shared/protocol.ts'
import { refuse } from '../http/problem.ts'
import type { Hub } from '../hub/hub.ts'
import { bucketCloses, dayMs, type Point, stepFor } from '../market/closes.ts'
import { meanPrice, turnoverOf } from '../market/turnover.ts'
import { makeKeptAnswers } from './kept-answers.ts'

export interface SparklinesOptions {
  hub: Hub
  /** Ascending, from `from` on, the newest `limit` of them. */
  read(query: SparklineQuery): Promise<readonly Candle[]>
  now: () => number
}

export interface SparklineQuery {
  instrument: Instrument
  interval: '1s' | '1m'
  from: number
  limit: number
}

interface Asked {
  instrument: ListedInstrument
  /** Its present state; `undefined` before its first price. */
  change: Change | undefined
}

/** An answer serves everybody who asks for so long after it. */
const servesMs = 5_000
/** Of so many instruments it is kept. */
const maxKept = 1_000

const sparklinesQuery = z.object({
  symbols: z
    .string('is missing; name instruments such as BTCUSDT,ETHUSDT')
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(
          z
            .string()
            .refine(
              (text) => parseSymbol(text) !== undefined,
              'has what is no symbol; write them as BTCUSDT,BINANCE:ETHUSDT',
            ),
        )
        .max(maxSymbols, `names more than ${maxSymbols} symbols; ask for fewer at once`),
    )
    .meta({
      type: 'string',
      description: 'Symbols, separated by commas. Those that nobody lists are left out.',
    }),
})

export function sparklinesRoute({ hub, read, now }: SparklinesOptions): Hono {
  const kept = makeKeptAnswers<InstrumentId, string>({ servesMs, max: maxKept })

  async function makeText({ instrument, change }: Asked, clock: number): Promise<string> {
    const from = clock - dayMs
    const minutes = await read({ instrument, interval: '1m', from, limit: 1_441 })
    const stepMs = stepFor(clock - (minutes[0]?.time ?? clock))
    const isYoung = stepMs < 60_000
    const candles = isYoung
      ? await read({ instrument, interval: '1s', from, limit: 3_600 })
      : minutes
    const points = bucketCloses(candles, stepMs, clock)
    const { venue, decimals } = instrument
    const column = (of: (point: Point) => number | string) => `[${points.map(of).join()}]`
    return (
      `{"venue":"${venue}","step_ms":${stepMs},"time":${column(({ time }) => time)}` +
      `,"close":${column(({ close }) => formatUnits(close, decimals))}` +
      `,${dayText({ instrument, change }, minutes)}}`
    )
  }

  return new Hono().get(
    '/api/sparklines',
    describeRoute({
      summary: 'How instruments moved over the last day, in at most 48 closes each',
      description:
        'With the figures of the day: `volume_24h` in the base currency and `turnover_24h`, an ' +
        'estimate, in the quote currency. null is unknown.',
      responses: {
        200: { description: 'Sparklines by symbol.', content: { 'application/json': {} } },
        304: { description: 'As If-None-Match has them.' },
      },
    }),
    validator('query', sparklinesQuery, refuse),
    async (c) => {
      const { found, changes, context } = hub.read(c.req.valid('query').symbols, undefined)
      const { market, simulated, listing } = context
      // A recording has a clock of its own: that of its newest trade.
      const newest = changes.reduce((latest, { time }) => Math.max(latest, time), 0)
      const clock = market === 'replay' ? newest : now()
      const changeOf = new Map(changes.map((change) => [change.index, change]))
      const lines = await Promise.all(
        found.map(async (instrument) => {
          const name = JSON.stringify(listing.nameOf(instrument))
          const change = changeOf.get(instrument.index)
          const make = () => makeText({ instrument, change }, clock)
          return `${name}:${await kept.get(instrument.id, clock, make)}`
        }),
      )
      const head = JSON.stringify({ market, simulated })
      const text = `${head.slice(0, -1)},"sparklines":{${lines.join()}}}`
      const etag = `"${createHash('sha1').update(text).digest('base64url')}"`
      const headers = { etag, 'cache-control': 'no-cache' }
      const known = c.req.header('if-none-match')?.replace(/^W\//, '')
      if (known === etag) return c.body(null, 304, headers)
      return c.body(text, 200, { ...headers, 'content-type': 'application/json' })
    },
  )
}

/** The day's figures; `minutes` are those of the day. */
function dayText({ instrument, change }: Asked, minutes: readonly Candle[]): string {
  const { decimals, sizeDecimals } = instrument
  const { high24h, low24h, volume24h: volume } = change ?? {}
  const figure = (units: number | undefined, scale: number) =>
    units === undefined ? 'null' : formatUnits(units, scale)
  const price = meanPrice(minutes) ?? change?.price
  const turnover = turnoverOf(instrument, { volume, price })
  return (
    `"high_24h":${figure(high24h, decimals)},"low_24h":${figure(low24h, decimals)}` +
    `,"volume_24h":${figure(volume, sizeDecimals)}` +
    `,"turnover_24h":${turnover ?? null}`
  )
}
