const minuteMs = 60_000
const minutes = 1440

export interface DayFigures {
  open: number
  high: number
  low: number
  volume: number
}

/** Open, high, low and volume of the last 24 hours, moving on by the minute. */
export interface RollingDay {
  add(time: number, trade: { price: number; size: number }): void
  /** A whole minute at once: how a past is laid down. */
  addMinute(time: number, minute: DayFigures): void
  /** `undefined` while nothing has traded. */
  figures(): DayFigures | undefined
}

export function makeRollingDay(): RollingDay {
  const ring: (DayFigures | undefined)[] = new Array(minutes).fill(undefined)
  /** The newest minute, counted since 1970. */
  let newest = Number.NEGATIVE_INFINITY
  /** Of all minutes before `pastOf`; recomputed when figures are asked for in a later one. */
  let past: DayFigures | undefined
  let pastOf = newest

  function at(time: number): number {
    // A clock that was set back goes on in the newest minute.
    const minute = Math.max(newest, Math.floor(time / minuteMs))
    if (minute > newest) {
      const first = Math.max(newest + 1, minute - minutes + 1)
      for (let cleared = first; cleared <= minute; cleared++) ring[cleared % minutes] = undefined
      newest = minute
    }
    return slot(newest)
  }

  return {
    add(time, { price, size }) {
      const i = at(time)
      ring[i] = joined(ring[i], { open: price, high: price, low: price, volume: size })
    },
    addMinute(time, minute) {
      const i = at(time)
      ring[i] = joined(ring[i], minute)
    },
    figures() {
      if (pastOf !== newest) {
        pastOf = newest
        past = undefined
        for (let i = newest - minutes + 1; i < newest; i++) past = joined(past, ring[slot(i)])
      }
      return joined(past, ring[slot(newest)])
    },
  }
}

function slot(minute: number): number {
  return ((minute % minutes) + minutes) % minutes
}

function joined(a: DayFigures | undefined, b: DayFigures | undefined): DayFigures | undefined {
  if (!a || !b) return a ?? b
  return {
    open: a.open,
    high: Math.max(a.high, b.high),
    low: Math.min(a.low, b.low),
    volume: a.volume + b.volume,
  }
}
