import type { AlertCondition, AlertRule } from '../../../shared/alert.ts'
import { type Heard, type Look, type Step, silence } from './hearing.ts'

const dayMs = 86_400_000
const known = 0.95

/** The numbers that a condition looks at, one after another as they come to be. */
export function measures(
  { condition, source }: Pick<AlertRule, 'condition' | 'source'>,
  { heard, at, looked, event, fresh }: Step,
  close: number,
): number[][] {
  if (condition.type === 'silence') return [[silence(heard, at)]]
  if (condition.type === 'volume') {
    const isMoved = event === 'sweep' || (event === 'trade' && fresh)
    const now = event === 'sweep' ? at : (heard.trades.at(-1)?.time ?? at)
    const times = isMoved ? timesUsual(heard, condition.windowMs, now) : undefined
    return times === undefined ? [] : [[times]]
  }
  const found: number[][] = []
  for (const look of looked) {
    if (look.source !== source) continue
    heard.looks.push(look)
    const value = measure(condition, { looks: heard.looks, since: heard.knownSince, close })
    if (value !== undefined) found.push(value)
  }
  return found
}

interface Known {
  looks: readonly Look[]
  since: number
  close: number
}

function measure(condition: AlertCondition, { looks, since, close }: Known): number[] | undefined {
  const { price, time } = looks.at(-1) ?? { price: Number.NaN, time: 0 }
  switch (condition.type) {
    case 'change': {
      const prices = [...within(looks, condition.windowMs), price]
      const [low, high] = [Math.min(...prices), Math.max(...prices)]
      const [up, down] = [((price - low) * 100) / low, ((high - price) * 100) / high]
      if (condition.direction === 'either') return [up, down]
      return [condition.direction === 'up' ? up : down]
    }
    case 'change-since-close':
      return [((price - close) * 100) / close]
    case 'day-high':
    case 'day-low': {
      const prices = within(looks, dayMs)
      const first = Math.min(since, ...looks.map((each) => each.time))
      if (prices.length === 0 || time - first < known * dayMs) return undefined
      const [low, high] = [Math.min(...prices), Math.max(...prices)]
      if (condition.type === 'day-high') return [((price - high) * 100) / high]
      return [((low - price) * 100) / low]
    }
    default:
      return [price]
  }
}

/** What was before the last one, in the steps of its window. */
function within(looks: readonly Look[], windowMs: number): number[] {
  let step = Number.NEGATIVE_INFINITY
  const steps = looks.map(({ time }) => {
    step = Math.max(step, Math.floor(time / (windowMs / 600)))
    return step
  })
  return looks
    .slice(0, -1)
    .flatMap(({ price }, n) => ((steps[n] ?? 0) >= step - 600 ? [price] : []))
}

export function timesUsual(heard: Heard, windowMs: number, now: number): number | undefined {
  const stepMs = windowMs / 60
  const times = [...heard.trades.map(({ time }) => time), ...heard.sweptAt, now]
  const present = Math.max(...times.map((time) => Math.floor(time / stepMs)))
  const start = present - 59
  const earliest = start - (Math.ceil(dayMs / stepMs) + 1)
  let [inWindow, before] = [0, 0]
  for (const { time, size } of heard.trades) {
    const step = Math.floor(time / stepMs)
    if (step >= start) inWindow += size
    else if (step >= earliest) before += size
  }
  const since = Math.min(heard.knownSince, ...heard.trades.map(({ time }) => time))
  const length = Math.min(dayMs, start * stepMs - since)
  if (!(length >= dayMs / 4) || length < windowMs || before <= 0) return undefined
  return inWindow / (before * (windowMs / length))
}
