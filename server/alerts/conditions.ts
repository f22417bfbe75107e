import type { AlertCondition, AlertDirection, AlertSource } from '../../shared/alert.ts'
import { formatUnits, parseUnits } from '../../shared/price.ts'
import { unreachable } from '../../shared/unreachable.ts'
import { justAbove, type Zones } from './zones.ts'

/** Which number a condition is read from. Prices in units, changes in per cent, silence in ms. */
export type GaugeName =
  | { type: 'price'; source: AlertSource }
  /** Above the lowest, below the highest of the window; never negative. */
  | { type: 'rise' | 'fall'; source: AlertSource; windowMs: number }
  /** Since the previous close; negative where it fell. */
  | { type: 'since-close'; source: AlertSource }
  /** Beyond the high or low of the 24 h before; negative within. */
  | { type: 'over-high' | 'under-low'; source: AlertSource }
  /** The window's volume as a multiple of the usual. */
  | { type: 'volume'; windowMs: number }
  /** Since the last trade or quote. */
  | { type: 'silence' }

/** A gauge and what moves of it mean. An alert has one, or one each way. */
export interface Part {
  gauge: GaugeName
  zones: Zones
}

export interface Reading {
  source: AlertSource
  /** Per cent: of the threshold for prices, percentage points for changes. */
  hysteresisPercent: number
  /** Of the instrument. */
  decimals: number
}

const dayMs = 86_400_000
// One for all: there are a million rules.
const prices = {
  last: { type: 'price', source: 'last' },
  bid: { type: 'price', source: 'bid' },
  ask: { type: 'price', source: 'ask' },
  mid: { type: 'price', source: 'mid' },
} as const
const isUp: Zones['counts'] = (from, to) => from === 0 && to === 1
const isDown: Zones['counts'] = (from, to) => from === 1 && to === 0
const isAny: Zones['counts'] = (from, to) => from !== to
/** What jumps over the range has been through it. */
const isIn: Zones['counts'] = (from, to) => (to === 1 && from !== 1) || Math.abs(from - to) === 2
const isOut: Zones['counts'] = (from, to) => from === 1 && to !== 1

/** How a condition is read. Throws a RangeError for a price that is no positive decimal number. */
export function partsOf(condition: AlertCondition, reading: Reading): Part[] {
  const { source } = reading
  const price = prices[source]
  switch (condition.type) {
    case 'above':
      return [{ gauge: price, zones: above(threshold(condition.price, reading), reading) }]
    case 'below':
      return [{ gauge: price, zones: below(threshold(condition.price, reading), reading) }]
    case 'crosses':
      return [{ gauge: price, zones: crosses(threshold(condition.price, reading), reading) }]
    case 'enters':
      return [{ gauge: price, zones: enters(rangeOf(condition, reading), reading) }]
    case 'leaves':
      return [{ gauge: price, zones: leaves(rangeOf(condition, reading), reading) }]
    case 'change': {
      const { windowMs, percent } = condition
      return ways(condition.direction).map((way) => ({
        gauge: { type: way === 'up' ? 'rise' : 'fall', source, windowMs },
        zones: reaches(percent, reading.hysteresisPercent),
      }))
    }
    case 'change-since-close': {
      const gauge = { type: 'since-close', source } as const
      const { percent } = condition
      return ways(condition.direction).map((way) => ({
        gauge,
        zones:
          way === 'up'
            ? reaches(percent, reading.hysteresisPercent)
            : mirrored(reaches(percent, reading.hysteresisPercent)),
      }))
    }
    case 'day-high':
    case 'day-low':
      return [
        {
          gauge: { type: condition.type === 'day-high' ? 'over-high' : 'under-low', source },
          // At the old high is not a new one.
          zones: { ...rising(Number.MIN_VALUE), rearmed: [backTo(-reading.hysteresisPercent, 0)] },
        },
      ]
    case 'volume': {
      const { windowMs, times } = condition
      const rearmed = [backTo(times * (1 - reading.hysteresisPercent / 100), times)]
      return [{ gauge: { type: 'volume', windowMs }, zones: { ...rising(times), rearmed } }]
    }
    case 'silence': {
      const { afterMs } = condition
      return [
        {
          gauge: { type: 'silence' },
          zones: { ...rising(afterMs), rearmed: [backTo(0, afterMs)] },
        },
      ]
    }
    default:
      return unreachable(condition)
  }
}

/** The longest window of a condition, ms: how much of the past must be known. 0: nothing. */
export function reachOf(condition: AlertCondition): number {
  switch (condition.type) {
    case 'change':
      return condition.windowMs
    case 'volume':
      return dayMs + condition.windowMs
    case 'day-high':
    case 'day-low':
      return dayMs
    default:
      return 0
  }
}

function above(at: number, { hysteresisPercent }: Reading): Zones {
  return { ...rising(at), rearmed: [backTo(at * (1 - hysteresisPercent / 100), at)] }
}

function below(at: number, { hysteresisPercent }: Reading): Zones {
  const border = justAbove(at)
  const back = Math.max(border, at * (1 + hysteresisPercent / 100))
  return {
    borders: [border],
    counts: isDown,
    rearmed: [{ from: back, to: undefined }],
  }
}

function crosses(at: number, { hysteresisPercent }: Reading): Zones {
  const h = hysteresisPercent / 100
  return {
    borders: [at],
    counts: isAny,
    rearmed: [backTo(at * (1 - h), at), { from: at * (1 + h), to: undefined }],
  }
}

interface Range {
  low: number
  high: number
}

function enters({ low, high }: Range, { hysteresisPercent }: Reading): Zones {
  const h = hysteresisPercent / 100
  return {
    borders: [low, justAbove(high)],
    counts: isIn,
    rearmed: [
      backTo(low * (1 - h), low),
      { from: Math.max(justAbove(high), high * (1 + h)), to: undefined },
    ],
  }
}

function leaves({ low, high }: Range, { hysteresisPercent }: Reading): Zones {
  const h = hysteresisPercent / 100
  const middle = (low + high) / 2
  return {
    borders: [low, justAbove(high)],
    counts: isOut,
    // A range narrower than the hysteresis: its middle is far enough back.
    rearmed: [
      {
        from: Math.min(low * (1 + h), middle),
        to: justAbove(Math.max(high * (1 - h), middle)),
      },
    ],
  }
}

/** A change of so many per cent; back is by percentage points, but half of it is always far enough. */
function reaches(percent: number, hysteresis: number): Zones {
  return {
    ...rising(percent),
    rearmed: [backTo(Math.max(percent - hysteresis, percent / 2), percent)],
  }
}

function rising(at: number): Omit<Zones, 'rearmed'> {
  return { borders: [at], counts: isUp }
}

/** The same downwards: at `-x` or below. */
function mirrored({ borders, rearmed }: Zones): Zones {
  return {
    borders: borders.map((border) => justAbove(-border)),
    counts: isDown,
    rearmed: rearmed.map(({ to }) => ({
      from: to === undefined ? undefined : justAbove(-to),
      to: undefined,
    })),
  }
}

/** At `back` or below, and in any case below the threshold. */
function backTo(back: number, threshold: number) {
  return { from: undefined, to: Math.min(justAbove(back), threshold) }
}

function ways(direction: AlertDirection): ('up' | 'down')[] {
  return direction === 'either' ? ['up', 'down'] : [direction]
}

/** Which way it went where a rule waits for either: by the index of the part that did it. */
export function wayOf(condition: AlertCondition, part: number): 'up' | 'down' | undefined {
  const isOfWays = condition.type === 'change' || condition.type === 'change-since-close'
  return isOfWays && condition.direction === 'either' ? ways(condition.direction)[part] : undefined
}

function rangeOf(condition: { low: string; high: string }, reading: Reading): Range {
  return { low: threshold(condition.low, reading), high: threshold(condition.high, reading) }
}

/** In the instrument's units; between two of them where it has more decimals than the instrument. */
function threshold(text: string, { decimals }: Reading): number {
  const value = Number(text)
  if (!(value > 0) || !Number.isFinite(value)) {
    throw new RangeError(
      `${JSON.stringify(text)} is no price: write a positive number like 61837.5.`,
    )
  }
  const units = parseUnits(text, decimals)
  const isExact = units !== undefined && Number(formatUnits(units, decimals)) === value
  return isExact ? units : value * 10 ** decimals
}
