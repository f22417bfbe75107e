import { z } from 'zod'
import { parseCursor } from '../../shared/cursor.ts'
import { cadenceLimits, heartbeatLimits, maxSymbols } from '../../shared/protocol.ts'
import type { ProblemOptions } from '../http/problem.ts'
import type { Hub } from '../hub/hub.ts'
import { isSymbol } from './spelling.ts'

/** `?symbols=BTCUSDT,ETHUSDT`; may be repeated. */
const symbols = z
  .union([z.string(), z.array(z.string())])
  .transform((text) => [text].flat().flatMap((each) => each.split(',')))
  .pipe(
    z
      .array(z.string())
      .max(maxSymbols, `names more than ${maxSymbols} symbols; ask for fewer at once`)
      .refine((texts) => texts.every(isSymbol), {
        error: ({ input }) => `has what is no symbol such as BTCUSDT: ${quoteMalformed(input)}`,
      }),
  )
  .meta({
    type: 'string',
    description:
      'Symbols, separated by commas: `BTCUSDT`, `BINANCE:ETHUSDT`. Absent: the default watchlist.',
  })

const format = z.enum(['price', 'frame'], 'must be price or frame').default('price').meta({
  description:
    '`price`: plain JSON, one an instrument. `frame`: compact, a frame’s bits in base64.',
})

const cursor = z
  .string()
  .refine((text) => parseCursor(text) !== undefined, 'is not a cursor that this server gave out')
  .meta({ description: 'How far the client has got, as the server told it: `epoch.sequence`.' })

function wholeNumber(minimum: number, maximum: number, description: string) {
  const error = `must be a whole number from ${minimum} to ${maximum}`
  return z
    .string(error)
    .regex(/^\d{1,16}$/, error)
    .transform(Number)
    .pipe(z.number().min(minimum, error).max(maximum, error))
    .meta({ type: 'integer', minimum, maximum, description, pattern: undefined })
}

/** `?detail=BTCUSDT` */
const detail = symbols.meta({
  type: 'string',
  description:
    'Of `symbols` those of which frames tell the bid, the ask and the exact time too. Plain JSON always does.',
})

export const sseQuery = z.object({
  symbols: symbols.optional(),
  detail: detail.optional(),
  format,
  cursor: cursor.optional(),
  interval: wholeNumber(
    cadenceLimits.minMs,
    cadenceLimits.maxMs,
    `Shortest time between two updates, ms; 0 is every change. Default ${cadenceLimits.defaultMs}.`,
  ).optional(),
  heartbeat: wholeNumber(
    heartbeatLimits.minMs,
    heartbeatLimits.maxMs,
    'Longest time without a message, ms.',
  ).optional(),
})

export const pollQuery = z.object({
  symbols: symbols.optional(),
  detail: detail.optional(),
  format,
  since: cursor.optional(),
  again: wholeNumber(
    0,
    86_400_000,
    'In how many ms the client will ask again: its connection is not kept open for longer than that is worth.',
  ).optional(),
})

/** The first few, shortened: what a client wrote is quoted back, but not without bound. */
function quoteMalformed(texts: unknown): string {
  const malformed = [texts].flat().filter((text) => typeof text !== 'string' || !isSymbol(text))
  return malformed
    .slice(0, 3)
    .map((text) => JSON.stringify(String(text).slice(0, 40)))
    .join(', ')
}

/** Some unknown symbols are told and served around; nothing but unknown ones is the client's mistake. */
export function allUnknown(
  hub: Hub,
  asked: readonly string[] | undefined,
): ProblemOptions | undefined {
  if (asked === undefined) return undefined
  const { found, unknown } = hub.read(asked, undefined)
  if (found.length > 0 || unknown.length === 0) return undefined
  const detail = 'None of these symbols is listed here. GET /api/instruments tells which are.'
  return { status: 400, detail, field: 'symbols', symbols: unknown }
}
