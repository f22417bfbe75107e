import {
  type Alert,
  type AlertCondition,
  type AlertRule,
  alertPhases,
  alertSources,
  type Evaluation,
} from '../../../shared/alert.ts'

/** Alerts as a server or the device has them; what can't be read is left out. `undefined` where it is no list. */
export function readAlerts(value: unknown): Alert[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.map(readAlert).filter((alert) => alert !== undefined)
}

/** `undefined` for what isn't one, or is of a kind that this app doesn't know. */
export function readAlert(value: unknown): Alert | undefined {
  if (!isObject(value)) return undefined
  const { id, phase, since, evaluated, firings, firedAt, createdAt, version } = value
  const rule = readRule(value.rule)
  const known = alertPhases.find((each) => each === phase)
  const figures = [since, firings, createdAt, version]
  if (rule === undefined || known === undefined || typeof id !== 'string') return undefined
  if (!figures.every(Number.isFinite)) return undefined
  return {
    ...{ id, rule, phase: known, evaluated: readEvaluation(evaluated) },
    ...{ since: Number(since), firings: Number(firings), createdAt: Number(createdAt) },
    ...{ version: Number(version), firedAt: typeof firedAt === 'number' ? firedAt : undefined },
    ...(value.blind === true && { blind: true }),
  }
}

/** `undefined` for what isn't one. */
export function readRule(value: unknown): AlertRule | undefined {
  if (!isObject(value)) return undefined
  const { symbol, expiresAt, sessions, note, sound, paused } = value
  const condition = readCondition(value.condition)
  const source = alertSources.find((each) => each === value.source)
  const repeat = readRepeat(value.repeat)
  if (condition === undefined || source === undefined || repeat === undefined) return undefined
  if (typeof symbol !== 'string' || typeof note !== 'string') return undefined
  if (expiresAt !== null && typeof expiresAt !== 'number') return undefined
  if (sessions !== 'always' && sessions !== 'regular') return undefined
  if (typeof sound !== 'boolean' || typeof paused !== 'boolean') return undefined
  return { symbol, condition, source, repeat, expiresAt, sessions, note, sound, paused }
}

function readCondition(value: unknown): AlertCondition | undefined {
  if (!isObject(value)) return undefined
  const { type, price, low, high, percent, windowMs, times, afterMs } = value
  const direction = (['up', 'down', 'either'] as const).find((each) => each === value.direction)
  switch (type) {
    case 'above':
    case 'below':
    case 'crosses':
      return typeof price === 'string' ? { type, price } : undefined
    case 'enters':
    case 'leaves':
      return typeof low === 'string' && typeof high === 'string' ? { type, low, high } : undefined
    case 'change':
      if (direction === undefined || !isNumber(percent) || !isNumber(windowMs)) return undefined
      return { type, direction, percent, windowMs }
    case 'change-since-close':
      if (direction === undefined || !isNumber(percent)) return undefined
      return { type, direction, percent }
    case 'day-high':
    case 'day-low':
      return { type }
    case 'volume':
      return isNumber(times) && isNumber(windowMs) ? { type, times, windowMs } : undefined
    case 'silence':
      return isNumber(afterMs) ? { type, afterMs } : undefined
    default:
      return undefined
  }
}

function readRepeat(value: unknown): AlertRule['repeat'] | undefined {
  if (!isObject(value)) return undefined
  const { type, hysteresisPercent, cooldownMs } = value
  if (type === 'once') return { type }
  if (type !== 'again' || !isNumber(hysteresisPercent) || !isNumber(cooldownMs)) return undefined
  return { type, hysteresisPercent, cooldownMs }
}

function readEvaluation(value: unknown): Evaluation | undefined {
  if (!isObject(value)) return undefined
  const { at, venue, price } = value
  if (!isNumber(at) || typeof venue !== 'string' || typeof price !== 'string') return undefined
  // There was nothing to look at.
  return price === '' ? undefined : { at, venue, price }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
