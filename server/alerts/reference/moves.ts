import type { AlertCondition, AlertRule } from '../../../shared/alert.ts'

/** Whether going from there to here is what was waited for. */
export function meets(
  condition: AlertCondition,
  [a = 0, c = 0]: number[],
  [b = 0, d = 0]: number[],
) {
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
export function isBack({ condition, repeat }: AlertRule, [a = 0, b = 0]: number[]): boolean {
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
