import { z } from 'zod'
import {
  type AlertCondition,
  type AlertRule,
  alertLimits,
  alertSources,
} from '../../shared/alert.ts'
import { parseSymbol } from '../../shared/instrument.ts'

const priceError = 'must be a price as text, such as "61837.5"'
const price = z
  .string(priceError)
  .regex(/^\d{1,15}(\.\d{1,12})?$/, priceError)
  .refine((text) => Number(text) > 0, 'must be above zero')
  .meta({ description: 'Decimal text, in the quote currency.', examples: ['61837.5'] })

const direction = z.enum(['up', 'down', 'either'], 'must be up, down or either')
const percent = between(alertLimits.percent, 'per cent')
const windowMs = whole(alertLimits.windowMs)
const isAscending = ({ low, high }: { low: string; high: string }) => Number(low) < Number(high)
const ascending = { error: 'must be above low', path: ['high'] }

const condition = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('above'), price }),
    z.strictObject({ type: z.literal('below'), price }),
    z.strictObject({ type: z.literal('crosses'), price }),
    z
      .strictObject({ type: z.literal('enters'), low: price, high: price })
      .refine(isAscending, ascending),
    z
      .strictObject({ type: z.literal('leaves'), low: price, high: price })
      .refine(isAscending, ascending),
    z.strictObject({ type: z.literal('change'), direction, percent, windowMs }),
    z.strictObject({ type: z.literal('change-since-close'), direction, percent }),
    z.strictObject({ type: z.literal('day-high') }),
    z.strictObject({ type: z.literal('day-low') }),
    z.strictObject({
      type: z.literal('volume'),
      times: between(alertLimits.times, 'times the usual'),
      windowMs,
    }),
    z.strictObject({ type: z.literal('silence'), afterMs: whole(alertLimits.silenceMs) }),
  ],
  'must be a condition such as {"type":"above","price":"61837.5"}',
)

const repeat = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('once') }),
    z.strictObject({
      type: z.literal('again'),
      hysteresisPercent: between(alertLimits.hysteresisPercent, 'per cent').default(
        alertLimits.hysteresisPercent.preset,
      ),
      cooldownMs: whole(alertLimits.cooldownMs).default(0),
    }),
  ],
  'must be {"type":"once"} or {"type":"again","hysteresisPercent":0.1,"cooldownMs":0}',
)

const noteError = `must be text of at most ${alertLimits.noteChars} characters`
const yesOrNo = z.boolean('must be true or false')

/** Every field without a preset, so that a change may name any of them. */
const fields = {
  symbol: z
    .string('is missing; name an instrument such as BTCUSDT')
    .max(64, 'is too long for a symbol')
    .transform(canonical)
    .meta({ description: 'As your list calls it.', examples: ['BTCUSDT', 'KRAKEN:BTC/USD'] }),
  condition,
  source: z.enum(alertSources, `must be one of ${alertSources.join(', ')}`),
  repeat,
  expiresAt: z
    .int('must be epoch milliseconds, or null for never')
    .positive('must be epoch milliseconds, or null for never')
    .nullable(),
  sessions: z.enum(['always', 'regular'], 'must be always or regular'),
  note: z.string(noteError).max(alertLimits.noteChars, noteError),
  sound: yesOrNo,
  paused: yesOrNo,
}

export const alertRule = z.strictObject({
  ...fields,
  source: fields.source.default('last'),
  repeat: fields.repeat.default({ type: 'once' }),
  expiresAt: fields.expiresAt.default(null),
  sessions: fields.sessions.default('always'),
  note: fields.note.default(''),
  sound: fields.sound.default(true),
  paused: fields.paused.default(false),
}) satisfies z.ZodType<AlertRule>

/** Some of a rule, to put in the place of what was there. */
export const alertPatch = z.strictObject(fields).partial()

/** What decides when it fires: with these the same it goes on from where it stood. */
export function isWatchedAlike(a: AlertRule, b: AlertRule): boolean {
  const watched = ({ symbol, condition, source, repeat, sessions, paused, expiresAt }: AlertRule) =>
    JSON.stringify([symbol, sorted(condition), source, sorted(repeat), sessions, paused, expiresAt])
  return watched(a) === watched(b)
}

function sorted(value: AlertCondition | AlertRule['repeat']): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
}

function canonical(text: string, context: z.RefinementCtx): string {
  const parsed = parseSymbol(text)
  if (parsed !== undefined) {
    return parsed.venue === undefined ? parsed.symbol : `${parsed.venue}:${parsed.symbol}`
  }
  context.addIssue({
    code: 'custom',
    message: 'is not a symbol; write one such as BTCUSDT or BINANCE:BTCUSDT',
  })
  return z.NEVER
}

function between({ min, max }: { min: number; max: number }, unit: string) {
  const error = `must be a number from ${min} to ${max}, ${unit}`
  return z.number(error).min(min, error).max(max, error)
}

function whole({ min, max }: { min: number; max: number }) {
  const error = `must be a whole number of milliseconds from ${min} to ${max}`
  return z.int(error).min(min, error).max(max, error)
}
