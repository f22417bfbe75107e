import {
  type AlertCondition,
  type AlertDirection,
  type AlertRule,
  type AlertSource,
  alertLimits,
} from '../../../shared/alert.ts'
import { parseDecimal, typedDecimal } from '../../words/typed-number.ts'

export const kinds = [
  ...(['above', 'below', 'crosses', 'enters', 'leaves', 'change'] as const),
  ...(['change-since-close', 'day-high', 'day-low', 'volume', 'silence'] as const),
] satisfies readonly AlertCondition['type'][]
export type Kind = (typeof kinds)[number]

export const expiries = ['never', 'day', 'week', 'month', 'date'] as const
export type Expiry = (typeof expiries)[number]

/** An alert as it is typed. */
export interface Draft {
  kind: Kind
  price: string
  low: string
  high: string
  direction: AlertDirection
  percent: string
  windowMs: number
  times: string
  afterMs: number
  source: AlertSource
  repeat: 'once' | 'again'
  hysteresis: string
  cooldownMs: number
  expiry: Expiry
  /** `2026-11-22`, the last day. */
  date: string
  /** When one that is changed ends as yet, epoch ms, which needn't be at the end of a day. */
  endsAt: number | null
  sessions: AlertRule['sessions']
  note: string
  sound: boolean
}

export type DraftField = 'price' | 'low' | 'high' | 'percent' | 'times' | 'hysteresis' | 'date'

/** What is wrong, for each language to say what to do. */
export type DraftProblem =
  | { type: 'missing' | 'number' | 'positive' | 'order' | 'past' }
  | { type: 'range'; min: number; max: number }
export type DraftProblems = Partial<Record<DraftField, DraftProblem>>

const dayMs = 86_400_000
const spans = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs }

/** One as it is begun: at the present price, decimal text. */
export function emptyDraft({ price, today }: { price: string; today: string }): Draft {
  return {
    ...{ kind: 'above', price: typedDecimal(price), ...around(price, 1) },
    ...{ direction: 'either', percent: '5', windowMs: 3_600_000, times: '3', afterMs: 300_000 },
    ...{ source: 'last', repeat: 'once', cooldownMs: 0 },
    hysteresis: typedDecimal(String(alertLimits.hysteresisPercent.preset)),
    ...{ expiry: 'never', date: today, endsAt: null, sessions: 'always', note: '', sound: true },
  }
}

/** A range around a price, so many per cent each way. */
export function around(price: string, percent: number): { low: string; high: string } {
  return { low: moved(price, -percent), high: moved(price, percent) }
}

/** A price moved by per cent, with as many decimals as it was written with. */
export function moved(price: string, percent: number): string {
  const decimals = price.split('.')[1]?.length ?? 0
  const value = Number(price) * (1 + percent / 100)
  return price === '' ? '' : typedDecimal(value.toFixed(decimals))
}

/** An alert as one would have typed it. */
export function draftOf(
  rule: AlertRule,
  { price, today }: { price: string; today: string },
): Draft {
  const { condition, repeat, expiresAt, source, sessions, note, sound } = rule
  const draft: Draft = {
    ...emptyDraft({ price, today }),
    ...{ kind: condition.type, source, sessions, note, sound, repeat: repeat.type },
    endsAt: expiresAt,
    ...(expiresAt !== null && { expiry: 'date' as const, date: dayOf(expiresAt - 1) }),
  }
  if (repeat.type === 'again') {
    draft.hysteresis = typedDecimal(String(repeat.hysteresisPercent))
    draft.cooldownMs = repeat.cooldownMs
  }
  return { ...draft, ...typedCondition(condition) }
}

function typedCondition(condition: AlertCondition): Partial<Draft> {
  switch (condition.type) {
    case 'above':
    case 'below':
    case 'crosses':
      return { price: typedDecimal(condition.price) }
    case 'enters':
    case 'leaves':
      return { low: typedDecimal(condition.low), high: typedDecimal(condition.high) }
    case 'change':
    case 'change-since-close': {
      const { direction, percent } = condition
      const windowMs = condition.type === 'change' ? { windowMs: condition.windowMs } : {}
      return { direction, percent: typedDecimal(String(percent)), ...windowMs }
    }
    case 'volume':
      return { times: typedDecimal(String(condition.times)), windowMs: condition.windowMs }
    case 'silence':
      return { afterMs: condition.afterMs }
    case 'day-high':
    case 'day-low':
      return {}
  }
}

/** The rule that was typed, or what is wrong with it. */
export function readDraft(
  draft: Draft,
  { symbol, now, paused }: { symbol: string; now: number; paused: boolean },
): { rule: AlertRule } | { problems: DraftProblems } {
  const problems: DraftProblems = {}
  const condition = readCondition(draft, problems)
  const repeat = readRepeat(draft, problems)
  const expiresAt = readExpiry(draft, { now, problems })
  if (Object.keys(problems).length > 0) return { problems }
  const { source, sessions, sound } = draft
  const note = draft.note.trim().slice(0, alertLimits.noteChars)
  return {
    rule: { symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused },
  }
}

function readCondition(draft: Draft, problems: DraftProblems): AlertCondition {
  const { kind, direction, windowMs, afterMs } = draft
  const price = (field: 'price' | 'low' | 'high') => readPrice(field, draft, problems)
  const figure = (field: 'percent' | 'times') =>
    readFigure(field, draft, { limits: alertLimits[field], problems })
  switch (kind) {
    case 'above':
    case 'below':
    case 'crosses':
      return { type: kind, price: price('price') }
    case 'enters':
    case 'leaves': {
      const [low, high] = [price('low'), price('high')]
      const isWhole = problems.low === undefined && problems.high === undefined
      if (isWhole && Number(low) >= Number(high)) problems.high = { type: 'order' }
      return { type: kind, low, high }
    }
    case 'change':
      return { type: kind, direction, percent: figure('percent'), windowMs }
    case 'change-since-close':
      return { type: kind, direction, percent: figure('percent') }
    case 'volume':
      return { type: kind, times: figure('times'), windowMs }
    case 'silence':
      return { type: kind, afterMs }
    case 'day-high':
    case 'day-low':
      return { type: kind }
  }
}

function readPrice(field: 'price' | 'low' | 'high', draft: Draft, problems: DraftProblems): string {
  const text = parseDecimal(draft[field])
  if (draft[field].trim() === '') problems[field] = { type: 'missing' }
  else if (text === undefined) problems[field] = { type: 'number' }
  else if (!(Number(text) > 0)) problems[field] = { type: 'positive' }
  else if (!/^\d{1,15}(\.\d{1,12})?$/.test(text)) problems[field] = { type: 'number' }
  return text ?? ''
}

function readFigure(
  field: 'percent' | 'times' | 'hysteresis',
  draft: Draft,
  { limits, problems }: { limits: { min: number; max: number }; problems: DraftProblems },
): number {
  const value = Number(parseDecimal(draft[field]) ?? Number.NaN)
  const { min, max } = limits
  if (draft[field].trim() === '') problems[field] = { type: 'missing' }
  else if (Number.isNaN(value)) problems[field] = { type: 'number' }
  else if (value < min || value > max) problems[field] = { type: 'range', min, max }
  return value
}

function readRepeat(draft: Draft, problems: DraftProblems): AlertRule['repeat'] {
  if (draft.repeat === 'once') return { type: 'once' }
  const limits = alertLimits.hysteresisPercent
  const hysteresisPercent = readFigure('hysteresis', draft, { limits, problems })
  return { type: 'again', hysteresisPercent, cooldownMs: draft.cooldownMs }
}

function readExpiry(
  { expiry, date, endsAt }: Draft,
  { now, problems }: { now: number; problems: DraftProblems },
): number | null {
  if (expiry === 'never') return null
  if (expiry !== 'date') return now + spans[expiry]
  if (endsAt !== null && endsAt > now && date === dayOf(endsAt - 1)) return endsAt
  // To the end of that day where its user is; days aren't all of 24 hours.
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date.split('-').map(Number)
  const end = new Date(year, month - 1, day + 1).getTime()
  if (Number.isNaN(end)) problems.date = { type: 'missing' }
  else if (end <= now) problems.date = { type: 'past' }
  return end
}

/** The local day of an instant, as a date field has it. */
export function dayOf(at: number): string {
  const date = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The field of the form that the server's `field` is about. */
export function fieldOf(field: string | undefined): DraftField | undefined {
  const fields: Partial<Record<string, DraftField>> = {
    'rule.condition.price': 'price',
    'rule.condition.low': 'low',
    'rule.condition.high': 'high',
    'rule.condition.percent': 'percent',
    'rule.condition.times': 'times',
    'rule.repeat.hysteresisPercent': 'hysteresis',
    'rule.expiresAt': 'date',
  }
  return field === undefined ? undefined : fields[field]
}
