import {
  type AlertCondition,
  type AlertRule,
  freshMs,
  outlierBasisPoints,
} from '../../shared/alert.ts'

/*
 * For tests: what alerts mean, once more and as plainly as can be. Everything that has been is kept,
 * and each question is answered by a loop over all of it.
 */
export type TapeEvent =
  | { type: 'trade'; at: number; time: number; price: number; size: number }
  | { type: 'quote'; at: number; time: number; bid: number; ask: number }
  | { type: 'sweep'; at: number }
  /** The server starts again, with what it has kept. */
  | { type: 'restart'; at: number }
  /** The symbol is another venue's from now on. */
  | { type: 'venue'; at: number }

interface Look {
  source: AlertRule['source']
  price: number
  time: number
}

interface Heard {
  looks: Look[]
  trades: Extract<TapeEvent, { type: 'trade' }>[]
  sweptAt: number[]
  since: number
  signAt: number
  book: { mid: number; at: number } | undefined
  last: number | undefined
  held: { price: number; at: number } | undefined
}

const dayMs = 86_400_000
const known = 0.95

/** When it fires, by the indexes of the events. */
export function firingsOf(rule: AlertRule, tape: readonly TapeEvent[], close: number): number[] {
  const firings: number[] = []
  let heard = nothing(0)
  /** What each measure was last; one alert has at most two. */
  let before: number[] | undefined
  /** The same, of this run of the server. */
  let measured: number[] | undefined
  let state: 'waiting' | 'cooling' | 'recovering' | 'done' = 'waiting'
  let coolUntil = 0

  function recover(): void {
    if (measured === undefined || !isBack(rule, measured)) return
    state = 'waiting'
    before = measured
  }

  for (const [index, event] of tape.entries()) {
    if (state === 'done') break
    if (event.type === 'restart' || event.type === 'venue') {
      heard = nothing(event.at)
      measured = undefined
      if (event.type === 'venue') before = undefined
      if (state === 'cooling' && coolUntil <= event.at) state = 'recovering'
      continue
    }
    if (state === 'cooling' && coolUntil <= event.at) {
      state = 'recovering'
      recover()
    }
    for (const next of measures(rule.condition, rule.source, hear(heard, event), close)) {
      measured = next
      if (state === 'recovering') {
        recover()
        continue
      }
      if (state !== 'waiting') continue
      const isMet = before !== undefined && meets(rule.condition, before, next)
      before = next
      if (!isMet) continue
      firings.push(index)
      state = rule.repeat.type === 'once' ? 'done' : 'cooling'
      if (rule.repeat.type === 'again') coolUntil = event.at + rule.repeat.cooldownMs
    }
  }
  return firings
}

function nothing(at: number): Heard {
  return {
    ...{ looks: [], trades: [], sweptAt: [], since: at, signAt: at },
    ...{ book: undefined, last: undefined, held: undefined },
  }
}

type Step = { heard: Heard; at: number; looked: Look[]; kind: TapeEvent['type']; fresh: boolean }

/** Takes one event in, and says what is to be looked at. */
function hear(heard: Heard, event: TapeEvent): Step {
  const looked: Look[] = []
  const { at, type: kind } = event
  if (event.type === 'sweep') {
    heard.sweptAt.push(at)
    return { heard, at, looked, kind, fresh: true }
  }
  heard.signAt = at
  const fresh = 'time' in event && Math.abs(at - event.time) <= freshMs
  if (!fresh) return { heard, at, looked, kind, fresh }
  const { time } = event
  if (event.type === 'quote') {
    const { bid, ask } = event
    const mid = (bid + ask) / 2
    looked.push({ source: 'bid', price: bid, time }, { source: 'ask', price: ask, time })
    looked.push({ source: 'mid', price: mid, time })
    heard.book = { mid, at }
    if (heard.held !== undefined && isNear(heard.held.price, mid)) {
      heard.last = heard.held.price
      if (at - heard.held.at <= freshMs) looked.push({ source: 'last', price: heard.last, time })
      heard.held = undefined
    }
  }
  if (event.type === 'trade') {
    const { price } = event
    const hasBook = heard.book !== undefined && at - heard.book.at <= freshMs
    const reference = hasBook ? heard.book?.mid : heard.last
    const isBorneOut = reference !== undefined && isNear(price, reference)
    const { held } = heard
    const isSecond = held !== undefined && isNear(price, held.price)
    if (!isBorneOut && isSecond && at - held.at <= freshMs) {
      looked.push({ source: 'last', price: held.price, time })
    }
    if (isBorneOut || isSecond) looked.push({ source: 'last', price, time })
    heard.held = isBorneOut || isSecond ? undefined : { price, at }
    if (isBorneOut || isSecond) heard.last = price
    heard.trades.push(event)
  }
  return { heard, at, looked, kind, fresh }
}

function isNear(price: number, reference: number): boolean {
  return (Math.abs(price - reference) / reference) * 10_000 <= outlierBasisPoints + 1e-9
}

/** The numbers that a condition looks at, one after another as they come to be. */
function measures(
  condition: AlertCondition,
  source: AlertRule['source'],
  { heard, at, looked, kind, fresh }: Step,
  close: number,
): number[][] {
  if (condition.type === 'silence') return [[kind === 'sweep' ? at - heard.signAt : 0]]
  if (condition.type === 'volume') {
    const isMoved = kind === 'sweep' || (kind === 'trade' && fresh)
    const now = kind === 'sweep' ? at : (heard.trades.at(-1)?.time ?? at)
    const times = isMoved ? timesUsual(heard, condition.windowMs, now) : undefined
    return times === undefined ? [] : [[times]]
  }
  const found: number[][] = []
  for (const look of looked) {
    heard.looks.push(look)
    if (look.source !== source) continue
    const of = heard.looks.filter((each) => each.source === source)
    const value = measure(condition, of, close)
    if (value !== undefined) found.push(value)
  }
  return found
}

function measure(
  condition: AlertCondition,
  looks: readonly Look[],
  close: number,
): number[] | undefined {
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
      const first = Math.min(...looks.map((each) => each.time))
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

function timesUsual(heard: Heard, windowMs: number, now: number): number | undefined {
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
  const since = Math.min(...heard.trades.map(({ time }) => time))
  const length = Math.min(dayMs, start * stepMs - since)
  if (!(length >= dayMs / 4) || length < windowMs || before <= 0) return undefined
  return inWindow / (before * (windowMs / length))
}

/** Whether going from there to here is what was waited for. */
function meets(condition: AlertCondition, [a = 0, c = 0]: number[], [b = 0, d = 0]: number[]) {
  switch (condition.type) {
    case 'above':
      return a < Number(condition.price) && b >= Number(condition.price)
    case 'below':
      return a > Number(condition.price) && b <= Number(condition.price)
    case 'crosses':
      return a < Number(condition.price) !== b < Number(condition.price)
    case 'enters':
    case 'leaves': {
      const [low, high] = [Number(condition.low), Number(condition.high)]
      const isIn = (value: number) => value >= low && value <= high
      if (condition.type === 'leaves') return isIn(a) && !isIn(b)
      return !isIn(a) && (isIn(b) || a < low !== b < low)
    }
    case 'change': {
      const { percent } = condition
      return (a < percent && b >= percent) || (c < percent && d >= percent)
    }
    case 'change-since-close': {
      const { percent, direction } = condition
      const up = a < percent && b >= percent
      const down = a > -percent && b <= -percent
      return (direction !== 'down' && up) || (direction !== 'up' && down)
    }
    case 'day-high':
    case 'day-low':
      return a <= 0 && b > 0
    case 'volume':
      return a < condition.times && b >= condition.times
    case 'silence':
      return a < condition.afterMs && b >= condition.afterMs
  }
}

/** Whether an alert that has fired may wait for the next time. */
function isBack({ condition, repeat }: AlertRule, [a = 0, b = 0]: number[]): boolean {
  const h = repeat.type === 'again' ? repeat.hysteresisPercent : 0
  const under = (at: number) => a < at && a <= at * (1 - h / 100)
  const over = (at: number) => a > at && a >= at * (1 + h / 100)
  switch (condition.type) {
    case 'above':
      return under(Number(condition.price))
    case 'below':
      return over(Number(condition.price))
    case 'crosses':
      return under(Number(condition.price)) || a >= Number(condition.price) * (1 + h / 100)
    case 'enters':
      return under(Number(condition.low)) || over(Number(condition.high))
    case 'leaves': {
      const [low, high] = [Number(condition.low), Number(condition.high)]
      const middle = (low + high) / 2
      const [from, to] = [
        Math.min(low * (1 + h / 100), middle),
        Math.max(high * (1 - h / 100), middle),
      ]
      return a >= from && a <= to
    }
    case 'change':
    case 'change-since-close': {
      const { percent, direction } = condition
      const isSmall = (value: number) =>
        value < percent && value <= Math.max(percent - h, percent / 2)
      if (condition.type === 'change') return isSmall(a) && isSmall(b)
      return (direction === 'down' || isSmall(a)) && (direction === 'up' || isSmall(-a))
    }
    case 'day-high':
    case 'day-low':
      return a < 0 && a <= -h
    case 'volume':
      return under(condition.times)
    case 'silence':
      return a <= 0
  }
}
