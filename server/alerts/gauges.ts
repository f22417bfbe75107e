import type { AlertSource } from '../../shared/alert.ts'
import type { Candle } from '../../shared/candle.ts'
import type { GaugeName } from './conditions.ts'
import { type Gauge, makeGauge, type Waiters } from './gauge.ts'
import { makePriceWindow, type Priced, type PriceWindow, percent } from './price-window.ts'
import { makeVolumeRate, type VolumeRate } from './volume.ts'

const dayMs = 86_400_000
/** A window is known when so much of it is: in quiet markets the first trade comes late. */
const knownShare = 0.95

/**
 * All that is read from one instrument. A gauge is made when somebody first asks for it, and windows
 * that nobody asks for aren't kept.
 */
export interface Gauges {
  of(name: GaugeName): Gauge
  /** One price of a source. */
  price(source: AlertSource, at: Priced): void
  traded(at: { time: number; size: number }): void
  /** No trade and no quote for so long, ms. */
  silent(ms: number): void
  /** Moves what moves with time alone. */
  sweep(now: number): void
  /** The price at the previous close; `undefined`: not known. */
  close(price: number | undefined): void
  /** How much of the past is missing, back from now, ms; 0: nothing. */
  missing(now: number): number
  /** Of which windows this tells more than is known: by their reach, ms. */
  gains(past: Past, now: number): ReadonlySet<number>
  /** What came before, for windows that lack it. Whoever reads one must learn anew where it stands. */
  learn(past: Past, now: number): void
}

/** Minutes, ascending, in the units of the prices, and since when they are complete, epoch ms. */
export interface Past {
  minutes: readonly Candle[]
  knownSince: number
}

/** What is read from the prices of one source. */
interface Source {
  latest: Priced | undefined
  price: Gauge | undefined
  sinceClose: Gauge | undefined
  windows: PriceWindow[]
}

interface Volume {
  windowMs: number
  rate: VolumeRate
  knownSince: number
  gauge: Gauge
}

export function makeGauges(waiters: Waiters): Gauges {
  const sources: Record<AlertSource, Source> = {
    last: makeSource(),
    bid: makeSource(),
    ask: makeSource(),
    mid: makeSource(),
  }
  const everySource = Object.values(sources)
  const volumes: Volume[] = []
  const silence = makeGauge(waiters)
  let closed: number | undefined

  function priceOf(source: Source): Gauge {
    if (source.price !== undefined) return source.price
    source.price = makeGauge(waiters)
    if (source.latest !== undefined) source.price.move(source.latest.price)
    return source.price
  }

  function sinceCloseOf(source: Source): Gauge {
    if (source.sinceClose !== undefined) return source.sinceClose
    source.sinceClose = makeGauge(waiters)
    if (source.latest !== undefined && closed !== undefined) {
      source.sinceClose.move(percent(source.latest.price, closed))
    }
    return source.sinceClose
  }

  function windowOf({ windows }: Source, windowMs: number): PriceWindow {
    const known = windows.find((window) => window.windowMs === windowMs)
    if (known !== undefined) return known
    const made = makePriceWindow(windowMs, waiters)
    windows.push(made)
    return made
  }

  function volumeOf(windowMs: number): Volume {
    const known = volumes.find((volume) => volume.windowMs === windowMs)
    if (known !== undefined) return known
    const rate = makeVolumeRate(windowMs)
    const made = { windowMs, rate, knownSince: Number.POSITIVE_INFINITY, gauge: makeGauge(waiters) }
    volumes.push(made)
    return made
  }

  function moveWindow(window: PriceWindow, to: Priced): void {
    const { windowMs } = window
    const isDay = windowMs === dayMs
    window.move(to, isDay && !isLacking(Math.min(window.knownSince(), to.time), dayMs, to.time))
  }

  function moveVolume({ rate, gauge }: Volume, now: number): void {
    const times = rate.times(now)
    if (times !== undefined) gauge.move(times)
  }

  return {
    of(name) {
      switch (name.type) {
        case 'price':
          return priceOf(sources[name.source])
        case 'since-close':
          return sinceCloseOf(sources[name.source])
        case 'rise':
        case 'fall':
          return windowOf(sources[name.source], name.windowMs)[name.type]
        case 'over-high':
          return windowOf(sources[name.source], dayMs).overHigh
        case 'under-low':
          return windowOf(sources[name.source], dayMs).underLow
        case 'volume':
          return volumeOf(name.windowMs).gauge
        case 'silence':
          return silence
      }
    },
    price(name, at) {
      const source = sources[name]
      source.latest = at
      source.price?.move(at.price)
      if (closed !== undefined) source.sinceClose?.move(percent(at.price, closed))
      for (const window of source.windows) moveWindow(window, at)
    },
    traded({ time, size }) {
      for (const volume of volumes) {
        volume.rate.add(time, size)
        volume.knownSince = Math.min(volume.knownSince, time)
        moveVolume(volume, time)
      }
    },
    silent: silence.move,
    sweep(now) {
      for (const volume of volumes) moveVolume(volume, now)
    },
    close(price) {
      closed = price
    },
    missing(now) {
      let most = 0
      for (const { windows } of everySource) {
        for (const { windowMs, knownSince } of windows) {
          if (isLacking(knownSince(), windowMs, now)) most = Math.max(most, windowMs)
        }
      }
      for (const volume of volumes) {
        const reach = volume.windowMs + dayMs
        if (isLacking(volume.knownSince, reach, now)) most = Math.max(most, reach)
      }
      return most
    },
    gains({ minutes, knownSince }, now) {
      const gained = new Set<number>()
      if (minutes.length === 0) return gained
      const look = (since: number, reach: number) => {
        if (isLacking(since, reach, now) && knownSince < since) gained.add(reach)
      }
      for (const { windows } of everySource) {
        for (const window of windows) look(window.knownSince(), window.windowMs)
      }
      for (const volume of volumes) look(volume.knownSince, volume.windowMs + dayMs)
      return gained
    },
    learn({ minutes, knownSince }, now) {
      for (const { windows, latest } of everySource) {
        for (const window of windows) {
          if (!isLacking(window.knownSince(), window.windowMs, now)) continue
          if (knownSince >= window.knownSince()) continue
          window.learn({ prices: pricesOf(minutes), knownSince })
          if (latest !== undefined) moveWindow(window, latest)
        }
      }
      for (const volume of volumes) {
        if (!isLacking(volume.knownSince, volume.windowMs + dayMs, now)) continue
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

function makeSource(): Source {
  return { latest: undefined, price: undefined, sinceClose: undefined, windows: [] }
}

/** The prices that a minute is known to have been at. */
function* pricesOf(minutes: readonly Candle[]): Iterable<Priced> {
  for (const { time, high, low, close } of minutes) {
    for (const price of [low, high, close]) yield { price, time }
  }
}

/** Whether less than the last `reach` ms is known. */
function isLacking(knownSince: number, reach: number, now: number): boolean {
  return now - knownSince < knownShare * reach
}
