import type { RadioProfile } from './radio-profiles.ts'

/*
 * What traffic costs the radio, by the states that it goes through:
 *
 *            packet                  last byte          tail over
 *   asleep ─────────▶ promotion ─▶ active ────▶ tail ─────────────▶ asleep
 *                                    ▲  packet  │
 *                                    └──────────┘
 *
 * The screen and the processor are left out. Figures of different profiles differ sixfold, so what
 * this is good for is comparing: the same profile, another policy.
 */
export interface Packet {
  /** Epoch ms, or ms from any beginning; not before the packet before it. */
  time: number
  bytesDown: number
  bytesUp: number
}

/** Joules, by what they were spent on. */
export interface Energy {
  promotion: number
  active: number
  tail: number
  /** While it sleeps: what the radio costs without us, too. */
  idle: number
}

/** What one packet has added. */
export interface Spent extends Omit<Energy, 'idle'> {
  /** How much longer the radio is awake for it, s. */
  awakeS: number
  /** It found the radio asleep. */
  woke: boolean
}

export interface Radio {
  /**
   * Takes a packet and tells what it adds: the tail after it is paid in advance, and a packet that
   * comes within the tail only pays for as much as it lengthens it. So a sum of these is right at any
   * moment but for the tail that is still to come.
   */
  carry(packet: Packet): Spent
  /** When it sleeps unless another packet comes, ms; `undefined` before the first. */
  awakeUntil(): number | undefined
}

/** How fast bytes move, bit/s: a packet of prices is so small that it hardly matters [assumed]. */
const rate = 10_000_000
/** A packet this much before the end of the one before: the clock was set back, ms. */
const setBackMs = 60_000

/** `awakeSince`: when the last byte before the first packet was, where that is known, ms. */
export function createRadio(profile: RadioProfile, awakeSince?: number): Radio {
  const { promotion, active, tail, promptS } = profile
  const tailMs = tail.s * 1_000
  /** When the last byte moved or will have; the tail begins there, ms. */
  let lastByteAt = awakeSince

  return {
    carry({ time, bytesDown, bytesUp }) {
      const transferS = ((bytesDown + bytesUp) * 8) / rate
      const perByte =
        (bytesDown * active.jPerMbitDown + bytesUp * active.jPerMbitUp) * (8 / 1_000_000)
      if (lastByteAt !== undefined && lastByteAt - time > setBackMs) lastByteAt = time
      if (lastByteAt === undefined || time > lastByteAt + tailMs) {
        const isPrompt = lastByteAt !== undefined && time <= lastByteAt + promptS * 1_000
        const upS = isPrompt ? 0 : promotion.s
        const activeS = Math.max(active.leastS, transferS)
        lastByteAt = time + (upS + activeS) * 1_000
        return {
          promotion: upS * promotion.w,
          active: activeS * active.w + perByte,
          tail: tail.s * tail.w,
          awakeS: upS + activeS + tail.s,
          woke: true,
        }
      }
      const before = lastByteAt
      lastByteAt = Math.max(
        Math.max(before, time) + transferS * 1_000,
        time + active.leastS * 1_000,
      )
      const activeS = (lastByteAt - Math.max(before, time)) / 1_000
      return {
        promotion: 0,
        active: activeS * active.w + perByte,
        tail: (Math.max(0, time - before) / 1_000) * tail.w,
        awakeS: (lastByteAt - before) / 1_000,
        woke: false,
      }
    },
    awakeUntil: () => (lastByteAt === undefined ? undefined : lastByteAt + tailMs),
  }
}

/**
 * What these packets cost, J. `span`, ms, is the time that is asked about, by default from the first
 * packet to the end of the last tail: within it the radio sleeps where it isn't awake, and a tail that
 * outlasts it is cut off.
 */
export function energyOf(
  profile: RadioProfile,
  packets: Iterable<Packet>,
  span?: { from: number; to: number },
): Energy {
  const radio = createRadio(profile)
  const energy: Energy = { promotion: 0, active: 0, tail: 0, idle: 0 }
  let awakeS = 0
  let firstAt: number | undefined
  for (const packet of packets) {
    firstAt ??= packet.time
    const spent = radio.carry(packet)
    energy.promotion += spent.promotion
    energy.active += spent.active
    energy.tail += spent.tail
    awakeS += spent.awakeS
  }
  const awakeUntil = radio.awakeUntil() ?? span?.from ?? 0
  const from = span?.from ?? firstAt ?? 0
  const to = span?.to ?? awakeUntil
  const excessS = Math.min(profile.tail.s, Math.max(0, awakeUntil - to) / 1_000)
  energy.tail -= excessS * profile.tail.w
  energy.idle = Math.max(0, (to - from) / 1_000 - (awakeS - excessS)) * profile.idleW
  return energy
}

export function joulesOf({ promotion, active, tail, idle }: Energy): number {
  return promotion + active + tail + idle
}

/** Packets of one size at a steady beat, for as long as `forMs`. */
export function* everySoOften(
  everyMs: number,
  { bytesDown, bytesUp, forMs }: { bytesDown: number; bytesUp: number; forMs: number },
): Generator<Packet> {
  for (let time = 0; time < forMs; time += everyMs) yield { time, bytesDown, bytesUp }
}
