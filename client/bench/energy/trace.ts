import type { Packet } from '../../../shared/radio.ts'

/** What passed in a stretch of time: for each packet ms from its beginning, bytes down, bytes up. */
export interface Trace {
  forMs: number
  packets: [ms: number, down: number, up: number][]
}

/** The stretch of a tap's record between two instants, epoch ms. */
export function cut(packets: readonly Packet[], from: number, to: number): Trace {
  const within = packets.filter(({ time }) => time >= from && time < to)
  return {
    forMs: to - from,
    packets: within.map(({ time, bytesDown, bytesUp }) => [time - from, bytesDown, bytesUp]),
  }
}

/** Puts a trace at an instant, and over again for as long as `until`; `everyMs` stretches its silence. */
export function* replay(
  { packets, forMs }: Trace,
  { from, until, everyMs = forMs }: { from: number; until: number; everyMs?: number },
): Generator<Packet> {
  for (let start = from; start < until; start += everyMs) {
    for (const [ms, bytesDown, bytesUp] of packets) {
      if (start + ms >= until) return
      yield { time: start + ms, bytesDown, bytesUp }
    }
  }
}
