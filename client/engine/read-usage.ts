import { profilesOf } from '../../shared/radio-profiles.ts'
import { emptyDay, emptyUsage, type Usage, type UsageDay, uses } from './usage.ts'

/** A day's record from outside, checked: `undefined` where it isn't one. What it has too much is left out. */
export function readUsageDay(value: unknown): UsageDay | undefined {
  if (!isObject(value) || typeof value.day !== 'string') return undefined
  if (!/^\d{4}-\d\d-\d\d$/.test(value.day) || !isFigure(value.lastAt)) return undefined
  if (!isObject(value.uses) || !isObject(value.open)) return undefined
  const day = { ...emptyDay(value.day), lastAt: value.lastAt }
  for (const use of uses) {
    if (value.uses[use] === undefined) continue
    const usage = readUsage(value.uses[use])
    if (usage === undefined) return undefined
    day.uses[use] = usage
  }
  for (const kind of ['cellular', 'wifi'] as const) {
    const time = value.open[kind]
    if (time === undefined) continue
    if (!isObject(time) || !isFigure(time.frontMs) || !isFigure(time.backMs)) return undefined
    day.open[kind] = { frontMs: time.frontMs, backMs: time.backMs }
  }
  return day
}

function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value) || !isObject(value.joules)) return undefined
  const { bytesDown, bytesUp, messages, wakeUps, connectedMs, joules } = value
  if (!isFigure(bytesDown) || !isFigure(bytesUp) || !isFigure(messages)) return undefined
  if (!isFigure(wakeUps) || !isFigure(connectedMs)) return undefined
  const usage = { ...emptyUsage(), bytesDown, bytesUp, messages, wakeUps, connectedMs }
  for (const name of [...profilesOf.cellular, ...profilesOf.wifi]) {
    const figure = joules[name]
    if (figure === undefined) continue
    if (!isFigure(figure)) return undefined
    usage.joules[name] = figure
  }
  return usage
}

function isFigure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
