/**
 * The bounded life of an event stream. Nothing goes up on it, so nothing tells whether its client
 * reads: the kernels of both ends take megabytes for one that has stopped, hours of compact frames.
 * So now and then an answer ends, and the client asks anew on the same connection, from where it
 * stands. Who reads misses a way there and back; who doesn't never asks, and nothing more is written.
 *
 * What remains: until that end what a client leaves unread lies in the kernels, as much as these
 * bounds allow, where a WebSocket's acknowledgement keeps it to seconds. Ends as frequent would cost
 * more than the prices between them, and Node can't make a socket's buffers smaller. Nothing of it is
 * ours: a client that doesn't drain is skipped, and costs at most the one frame it was sent last.
 */
export interface Renewals {
  /** Looks after a stream until it is forgotten. */
  watch(stream: Renewable): void
  forget(stream: Renewable): void
}

export interface Renewable {
  /** How much it was sent. */
  bytes(): number
  /** Ends it for a next one to take its place, unless it hasn't drained. Then it is asked again. */
  renew(): void
}

export interface RenewalOptions {
  now: () => number
  /** 0 to 1. */
  random: () => number
}

const lifeMs = 600_000
/** So much ends it sooner, though not before `leastMs`. */
const mostBytes = 1_048_576
const leastMs = 30_000
const checkMs = 1_000

export function makeRenewals({ now, random }: RenewalOptions): Renewals {
  /** Bounds differ by a tenth, so that those who came together don't all come back together. */
  const streams = new Map<Renewable, { openedAt: number; share: number }>()
  let clock: ReturnType<typeof setInterval> | undefined

  function check(): void {
    const at = now()
    for (const [stream, { openedAt, share }] of streams) {
      const age = (at - openedAt) / share
      const isHeavy = stream.bytes() >= mostBytes * share
      if (age >= (isHeavy ? leastMs : lifeMs)) stream.renew()
    }
  }

  return {
    watch(stream) {
      streams.set(stream, { openedAt: now(), share: 0.9 + 0.2 * random() })
      clock ??= setInterval(check, checkMs)
    },
    forget(stream) {
      streams.delete(stream)
      if (streams.size > 0) return
      clearInterval(clock)
      clock = undefined
    },
  }
}
