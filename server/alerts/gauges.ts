import type { AlertSource } from '../../shared/alert.ts'
import type { Candle } from '../../shared/candle.ts'
import type { GaugeName } from './conditions.ts'
import { type Gauge, makeGauge } from './gauge.ts'
import { makeVolumeRate, type VolumeRate } from './volume.ts'
import { type Extremes, makeExtremes } from './window.ts'

const dayMs = 86_400_000
const asPercent = 100

/**
 * All that is read from one instrument. A gauge is made when somebody first asks for it, and windows
 * that nobody asks for aren't kept.
 */
export interface Gauges {
  of(name: GaugeName, past?: Past): Gauge
  /** Whether it would have to be made, and what came before be known for it. */
  isNew(name: GaugeName): boolean
  /** One price of a source, at an instant of the venue, epoch ms. */
  price(source: AlertSource, at: { price: number; time: number }): void
  traded(at: { time: number; size: number }): void
  /** A sign of life. */
  heard(at: number): void
  /** Moves what moves with time alone. */
  sweep(now: number): void
  /** The price at the previous close; `undefined`: not known. */
  close(price: number | undefined): void
}

/** Minutes, ascending, in the units of the prices, and since when they are complete, epoch ms. */
export interface Past {
  minutes: readonly Candle[]
  knownSince: number
}

interface Window {
  source: AlertSource
  extremes: Extremes
  rise: Gauge
  fall: Gauge
}

interface Day {
  source: AlertSource
  extremes: Extremes
  overHigh: Gauge
  underLow: Gauge
}

export function makeGauges(): Gauges {
  const prices = new Map<AlertSource, Gauge>()
  const sinceClose = new Map<AlertSource, Gauge>()
  const windows = new Map<string, Window>()
  const days = new Map<AlertSource, Day>()
  const latest = new Map<AlertSource, number>()
  const volumes = new Map<number, { rate: VolumeRate; gauge: Gauge }>()
  const silence = makeGauge()
  let heardAt: number | undefined
  let closed: number | undefined

  function windowOf(source: AlertSource, windowMs: number, past?: Past): Window {
    const key = `${source} ${windowMs}`
    const known = windows.get(key)
    if (known !== undefined) return known
    const extremes = makeExtremes(windowMs)
    fill(extremes, past)
    const made = { source, extremes, rise: makeGauge(), fall: makeGauge() }
    windows.set(key, made)
    return made
  }

  function dayOf(source: AlertSource, past?: Past): Day {
    const known = days.get(source)
    if (known !== undefined) return known
    const extremes = makeExtremes(dayMs)
    fill(extremes, past)
    const made = { source, extremes, overHigh: makeGauge(), underLow: makeGauge() }
    days.set(source, made)
    return made
  }

  function volumeOf(windowMs: number, past?: Past) {
    const known = volumes.get(windowMs)
    if (known !== undefined) return known
    const rate = makeVolumeRate(windowMs)
    for (const { time, volume } of past?.minutes ?? []) rate.add(time, volume)
    if (past !== undefined) rate.knownSince(past.knownSince)
    const made = { rate, gauge: makeGauge() }
    volumes.set(windowMs, made)
    return made
  }

  function moveDay({ extremes, overHigh, underLow }: Day, price: number, time: number): void {
    const [high, low] = [extremes.high(), extremes.low()]
    extremes.add(time, price)
    if (high !== undefined) overHigh.move((price / high - 1) * asPercent)
    if (low !== undefined) underLow.move((1 - price / low) * asPercent)
  }

  function moveWindow({ extremes, rise, fall }: Window, price: number, time: number): void {
    extremes.add(time, price)
    rise.move((price / (extremes.low() ?? price) - 1) * asPercent)
    fall.move((1 - price / (extremes.high() ?? price)) * asPercent)
  }

  /** Stands from the beginning where the last price is known: that one is the reference. */
  function priceOf(source: AlertSource): Gauge {
    const known = prices.get(source)
    if (known !== undefined) return known
    const made = makeGauge()
    const price = latest.get(source)
    if (price !== undefined) made.move(price)
    prices.set(source, made)
    return made
  }

  function sinceCloseOf(source: AlertSource): Gauge {
    const known = sinceClose.get(source)
    if (known !== undefined) return known
    const made = makeGauge()
    const price = latest.get(source)
    if (price !== undefined && closed !== undefined) made.move((price / closed - 1) * asPercent)
    sinceClose.set(source, made)
    return made
  }

  return {
    isNew(name) {
      switch (name.type) {
        case 'rise':
        case 'fall':
          return !windows.has(`${name.source} ${name.windowMs}`)
        case 'over-high':
        case 'under-low':
          return !days.has(name.source)
        case 'volume':
          return !volumes.has(name.windowMs)
        default:
          return false
      }
    },
    of(name, past) {
      switch (name.type) {
        case 'price':
          return priceOf(name.source)
        case 'since-close':
          return sinceCloseOf(name.source)
        case 'rise':
        case 'fall':
          return windowOf(name.source, name.windowMs, past)[name.type]
        case 'over-high':
          return dayOf(name.source, past).overHigh
        case 'under-low':
          return dayOf(name.source, past).underLow
        case 'volume':
          return volumeOf(name.windowMs, past).gauge
        case 'silence':
          return silence
      }
    },
    price(source, { price, time }) {
      latest.set(source, price)
      prices.get(source)?.move(price)
      if (closed !== undefined) {
        sinceClose.get(source)?.move((price / closed - 1) * asPercent)
      }
      for (const window of windows.values()) {
        if (window.source === source) moveWindow(window, price, time)
      }
      const day = days.get(source)
      if (day !== undefined) moveDay(day, price, time)
    },
    traded({ time, size }) {
      for (const { rate, gauge } of volumes.values()) {
        rate.add(time, size)
        const times = rate.times(time)
        if (times !== undefined) gauge.move(times)
      }
    },
    heard(at) {
      heardAt = at
      silence.move(0)
    },
    sweep(now) {
      if (heardAt !== undefined && now > heardAt) silence.move(now - heardAt)
      for (const { rate, gauge } of volumes.values()) {
        const times = rate.times(now)
        if (times !== undefined) gauge.move(times)
      }
    },
    close(price) {
      closed = price
    },
  }
}

function fill(extremes: Extremes, past: Past | undefined): void {
  for (const { time, high, low, close } of past?.minutes ?? []) {
    for (const price of [low, high, close]) extremes.add(time, price)
  }
}
