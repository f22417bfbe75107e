import { pingMessage } from './websocket-encoding.ts'

/**
 * Whether a WebSocket's client reads what it is sent. TCP doesn't tell: the kernels of both ends take
 * megabytes for a client that has stopped, hours of compact frames. So now and then a frame carries a
 * ping behind it (RFC 6455 section 5.5.2), whose pong says that everything before it has been read; and
 * who owes one for too long is sent no more until it comes. What it misses conflates, like anything.
 *
 *   frame ── frame ── frame … frame+ping ── frame …   pong: on it goes
 *   |◀──── asked after 2 s ────▶|◀─ 1 s ─▶| no pong: nothing more
 *   |◀────── after 2.5 s ──────▶|◀ 0.5 s ▶| where the last pong was there in half of that
 *
 * So at most 3 s lie unread, and only a way there and back of more than a second causes pauses; where it
 * was short and suddenly isn't, one of half a second is the price of fewer questions. A ping never goes
 * alone: it wakes no radio that a frame wouldn't, and the pong rides on the acknowledgement that TCP
 * sends for the frame anyway. A browser answers without the page, for as long as its own buffer between
 * the two has room: what a stalled page leaves there no server can see.
 */
export class Acknowledgement {
  /**
   * When it is to be asked next or, while an answer is owed, when that is too late. Of that the last 32
   * bits, which tell 24 days before from 24 days after: V8 keeps so small a number in the object itself,
   * and another place to look at for each client with each frame is felt.
   */
  #nextAt = 0
  #isOwed = false
  /** How long the next answer may take, or the one that is owed. */
  #patienceMs = longPatienceMs

  /** Who has just come has just spoken, and isn't asked at once. */
  constructor(now: number) {
    this.#waitFrom(now)
  }

  /** Whether the next frame should ask. */
  isDue(now: number): boolean {
    if (this.#isOwed) return false
    const lateMs = this.#lateMs(now)
    // A clock that was set back must not silence it.
    return lateMs >= 0 || lateMs < -mostUnreadMs
  }

  ask(now: number): void {
    this.#nextAt = (now + this.#patienceMs) | 0
    this.#isOwed = true
  }

  /** A pong's content: only the answer to the last question counts. */
  take(payload: Buffer, now: number): void {
    if (!this.#isOwed || payload.length !== payloadBytes) return
    const askedAt = payload.readUIntBE(0, payloadBytes)
    if (this.#lateMs(askedAt) !== -this.#patienceMs) return
    // Of a clock that was set back nothing can be told.
    const isQuick = now >= askedAt && now - askedAt <= shortPatienceMs / 2
    this.#patienceMs = isQuick ? shortPatienceMs : longPatienceMs
    this.#isOwed = false
    this.#waitFrom(askedAt)
  }

  /** Whether the client has left too much unread. */
  isOverdue(now: number): boolean {
    return this.#isOwed && this.#lateMs(now) >= 0
  }

  /** All before then was read, or never sent. */
  #waitFrom(time: number): void {
    this.#nextAt = (time + mostUnreadMs - this.#patienceMs) | 0
  }

  #lateMs(now: number): number {
    return (now - this.#nextAt) | 0
  }
}

/** What may lie unread, by its age. */
const mostUnreadMs = 3_000
const longPatienceMs = 1_000
const shortPatienceMs = 500

/** The time, epoch ms. */
const payloadBytes = 6

/** Puts pings behind frames: made once for all who are asked with the same frame at the same time. */
export function makeAsking(): (bytes: Uint8Array, now: number) => Uint8Array {
  let last: { bytes: Uint8Array; now: number; asking: Uint8Array } | undefined
  return (bytes, now) => {
    if (last?.bytes === bytes && last.now === now) return last.asking
    const payload = Buffer.alloc(payloadBytes)
    payload.writeUIntBE(now, 0, payloadBytes)
    last = { bytes, now, asking: Buffer.concat([bytes, pingMessage(payload)]) }
    return last.asking
  }
}
