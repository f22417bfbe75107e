import type { AlertSource } from '../../shared/alert.ts'
import type { Candle } from '../../shared/candle.ts'
import type { GaugeName } from './conditions.ts'
import { type Gauge, makeGauge } from './gauge.ts'
import { makeVolumeRate, type VolumeRate } from './volume.ts'
import { type Extremes, makeExtremes } from './window.ts'

const dayMs = 86_400_000
/** A window is known when so much of it is: in quiet markets the first trade comes late. */
const knownShare = 0.95

/**
 * All that is read from one instrument. A gauge is made when somebody first asks for it, and windows
 * that nobody asks for aren't kept.
 */
export interface Gauges {
  of(name: GaugeName): Gauge
  /** One price of a source, at an instant of the venue, epoch ms. */
  price(source: AlertSource, at: { price: number; time: number }): void
  traded(at: { time: number; size: number }): void
  /** No trade and no quote for so long, ms. */
  silent(ms: number): void
  /** Moves what moves with time alone. */
  sweep(now: number): void
  /** The price at the previous close; `undefined`: not known. */
  close(price: number | undefined): void
  /** How much of the past is missing, back from now, ms; 0: nothing. */
  missing(now: number): number
  /** Whether this is more than is known. */
  isNews(past: Past, now: number): boolean
  /** What came before, for windows that lack it. Whoever reads one must learn anew where it stands. */
  learn(past: Past, now: number): void
}

/** Minutes, ascending, in the units of the prices, and since when they are complete, epoch ms. */
export interface Past {
  minutes: readonly Candle[]
  knownSince: number
}

/** The prices of one source over a while, and what is read from them. */
interface Window {
  source: AlertSource
  windowMs: number
  extremes: Extremes
  knownSince: number
  rise: Gauge
  fall: Gauge
  /** Of the day: how far beyond all that was before. */
  overHigh: Gauge
  underLow: Gauge
}

interface Volume {
  windowMs: number
  rate: VolumeRate
  knownSince: number
  gauge: Gauge
}

export function makeGauges(): Gauges {
  const prices = new Map<AlertSource, Gauge>()
  const sinceClose = new Map<AlertSource, Gauge>()
  const windows = new Map<string, Window>()
  const volumes = new Map<number, Volume>()
  const latest = new Map<AlertSource, { price: number; time: number }>()
  const silence = makeGauge()
  let closed: number | undefined

  function priceOf(source: AlertSource): Gauge {
    return known(prices, source, () => {
      const made = makeGauge()
      const seen = latest.get(source)
      if (seen !== undefined) made.move(seen.price)
      return made
    })
  }

  function sinceCloseOf(source: AlertSource): Gauge {
    return known(sinceClose, source, () => {
      const made = makeGauge()
      const seen = latest.get(source)
      if (seen !== undefined && closed !== undefined) made.move(percent(seen.price, closed))
      return made
    })
  }

  function windowOf(source: AlertSource, windowMs: number): Window {
    return known(windows, `${source} ${windowMs}`, () => {
      const [rise, fall, overHigh, underLow] = [makeGauge(), makeGauge(), makeGauge(), makeGauge()]
      const knownSince = Number.POSITIVE_INFINITY
      const made = { source, windowMs, extremes: makeExtremes(windowMs), knownSince }
      return { ...made, rise, fall, overHigh, underLow }
    })
  }

  function volumeOf(windowMs: number): Volume {
    return known(volumes, windowMs, () => {
      const knownSince = Number.POSITIVE_INFINITY
      return { windowMs, rate: makeVolumeRate(windowMs), knownSince, gauge: makeGauge() }
    })
  }

  function moveWindow(window: Window, { price, time }: { price: number; time: number }): void {
    const { extremes, windowMs, rise, fall, overHigh, underLow } = window
    const [high, low] = [extremes.high(time), extremes.low(time)]
    extremes.add(time, price)
    window.knownSince = Math.min(window.knownSince, time)
    if (windowMs === dayMs && !lacks(window, dayMs, time)) {
      if (high !== undefined) overHigh.move(percent(price, high))
      if (low !== undefined) underLow.move(-percent(price, low))
    }
    const fallen = -percent(price, Math.max(price, high ?? price))
    fall.announce(fallen)
    rise.move(percent(price, Math.min(price, low ?? price)))
    fall.move(fallen)
  }

  function moveVolume({ rate, gauge }: Volume, now: number): void {
    const times = rate.times(now)
    if (times !== undefined) gauge.move(times)
  }

  return {
    of(name) {
      switch (name.type) {
        case 'price':
          return priceOf(name.source)
        case 'since-close':
          return sinceCloseOf(name.source)
        case 'rise':
        case 'fall':
          return windowOf(name.source, name.windowMs)[name.type]
        case 'over-high':
          return windowOf(name.source, dayMs).overHigh
        case 'under-low':
          return windowOf(name.source, dayMs).underLow
        case 'volume':
          return volumeOf(name.windowMs).gauge
        case 'silence':
          return silence
      }
    },
    price(source, at) {
      latest.set(source, at)
      prices.get(source)?.move(at.price)
      if (closed !== undefined) sinceClose.get(source)?.move(percent(at.price, closed))
      for (const window of windows.values()) {
        if (window.source === source) moveWindow(window, at)
      }
    },
    traded({ time, size }) {
      for (const volume of volumes.values()) {
        volume.rate.add(time, size)
        volume.knownSince = Math.min(volume.knownSince, time)
        moveVolume(volume, time)
      }
    },
    silent: silence.move,
    sweep(now) {
      for (const volume of volumes.values()) moveVolume(volume, now)
    },
    close(price) {
      closed = price
    },
    missing(now) {
      let most = 0
      for (const window of windows.values()) {
        if (lacks(window, window.windowMs, now)) most = Math.max(most, window.windowMs)
      }
      for (const volume of volumes.values()) {
        const reach = volume.windowMs + dayMs
        if (lacks(volume, reach, now)) most = Math.max(most, reach)
      }
      return most
    },
    isNews({ minutes, knownSince }, now) {
      const gains = (kept: { knownSince: number }, reach: number) =>
        lacks(kept, reach, now) && knownSince < kept.knownSince
      return (
        minutes.length > 0 &&
        ([...windows.values()].some((window) => gains(window, window.windowMs)) ||
          [...volumes.values()].some((volume) => gains(volume, volume.windowMs + dayMs)))
      )
    },
    learn({ minutes, knownSince }, now) {
      for (const window of windows.values()) {
        if (!lacks(window, window.windowMs, now) || knownSince >= window.knownSince) continue
        window.knownSince = knownSince
        window.extremes = makeExtremes(window.windowMs)
        for (const { time, high, low, close } of minutes) {
          for (const price of [low, high, close]) window.extremes.add(time, price)
        }
        const seen = latest.get(window.source)
        if (seen !== undefined) moveWindow(window, seen)
      }
      for (const volume of volumes.values()) {
        if (!lacks(volume, volume.windowMs + dayMs, now)) continue
        if (knownSince >= volume.knownSince) continue
        volume.knownSince = knownSince
        volume.rate = makeVolumeRate(volume.windowMs)
        for (const { time, volume: size } of minutes) volume.rate.add(time, size)
        volume.rate.knownSince(knownSince)
        moveVolume(volume, now)
      }
    },
  }
}

/** Whether less than the last `reach` ms is known. */
function lacks({ knownSince }: { knownSince: number }, reach: number, now: number): boolean {
  return now - knownSince < knownShare * reach
}

/** From `base` to `price`, per cent: units are whole numbers, so that 5 % is 5 and not a hair less. */
function percent(price: number, base: number): number {
  return ((price - base) * 100) / base
}

function known<Key, Value>(all: Map<Key, Value>, key: Key, make: () => Value): Value {
  const there = all.get(key)
  if (there !== undefined) return there
  const made = make()
  all.set(key, made)
  return made
}
