/** One question and its answer: when it went, what the server's clock said, when the answer was here. */
export interface ClockSample {
  askedAt: number
  serverTime: number
  answeredAt: number
}

/** Compares the server's clock with this device's. */
export interface Clock {
  sample(sample: ClockSample): void
  /** By how much the server's clock is ahead of this device's, ms; `undefined` until they are compared. */
  ahead(now: number): number | undefined
  /** How old a message of the server's is on arrival, ms; `undefined` until the clocks are compared. */
  latencyOf(sentAt: number, now: number): number | undefined
}

const maxSamples = 8
/** Clocks drift and get set; an older comparison only counts where there is no newer one. */
const maxAgeMs = 10 * 60_000
/** Two comparisons that differ by more than their round trips allow, and this: the clock was set. */
const driftMs = 500

/** The quickest round trip tells the offset best: it is off by at most half its length. */
export function createClock(): Clock {
  let samples: ClockSample[] = []

  function ahead(now: number): number | undefined {
    const fresh = samples.filter(({ answeredAt }) => Math.abs(now - answeredAt) <= maxAgeMs)
    const usable = fresh.length > 0 ? fresh : samples.slice(-1)
    let best: ClockSample | undefined
    for (const each of usable) {
      if (best === undefined || roundTrip(each) < roundTrip(best)) best = each
    }
    return best && offsetOf(best)
  }

  return {
    sample(sample) {
      // A clock that was set in between tells nothing.
      if (roundTrip(sample) < 0) return
      const agrees = (other: ClockSample) =>
        Math.abs(offsetOf(other) - offsetOf(sample)) <=
        (roundTrip(other) + roundTrip(sample)) / 2 + driftMs
      samples = [...samples.filter(agrees), sample].slice(-maxSamples)
    },
    ahead,
    latencyOf(sentAt, now) {
      const offset = ahead(now)
      return offset === undefined ? undefined : Math.max(0, Math.round(now + offset - sentAt))
    },
  }
}

function offsetOf({ askedAt, serverTime, answeredAt }: ClockSample): number {
  return serverTime - (askedAt + answeredAt) / 2
}

function roundTrip({ askedAt, answeredAt }: ClockSample): number {
  return answeredAt - askedAt
}
