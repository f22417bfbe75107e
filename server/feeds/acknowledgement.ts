import { pingMessage } from './websocket-encoding.ts'

/**
 * Whether a WebSocket's client reads what it is sent. TCP doesn't tell: the kernels of both ends take
 * megabytes for a client that has stopped, hours of compact frames. So now and then a frame carries a
 * ping behind it (RFC 6455 section 5.5.2), whose pong says that everything before it has been read; and
 * who owes one for too long is sent no more until it comes. What it misses conflates, like anything.
 *
 *   frame+ping ── frame ── frame … frame+ping ── frame …   pong: on it goes
 *   |◀── asked anew after 2 s ───▶|◀─ 1 s ─▶| no pong: nothing more
 *
 * So at most 3 s lie unread, and only a way there and back of more than a second causes pauses. A
 * ping never goes alone: it wakes no radio that a frame wouldn't, and the pong rides on the
 * acknowledgement that TCP sends for the frame anyway. A browser answers without the page, for as long
 * as its own buffer between the two has room: what a stalled page leaves there no server can see.
 */
export class Acknowledgement {
  /** When it is to be asked next or, while an answer is owed, when that is too late. */
  #nextAt = Number.NEGATIVE_INFINITY
  #isOwed = false

  /** Whether the next frame should ask. */
  isDue(now: number): boolean {
    if (this.#isOwed) return false
    // A clock that was set back must not silence it.
    return now >= this.#nextAt || now <= this.#nextAt - 2 * askEveryMs
  }

  ask(now: number): void {
    this.#nextAt = now + answerWithinMs
    this.#isOwed = true
  }

  /** A pong's content: only the answer to the last question counts. */
  take(payload: Buffer): void {
    if (!this.#isOwed || payload.length !== payloadBytes) return
    const askedAt = payload.readUIntBE(0, payloadBytes)
    if (askedAt !== this.#nextAt - answerWithinMs) return
    this.#isOwed = false
    this.#nextAt = askedAt + askEveryMs
  }

  /** Whether the client has left too much unread. */
  isOverdue(now: number): boolean {
    return this.#isOwed && now >= this.#nextAt
  }
}

const askEveryMs = 2_000
const answerWithinMs = 1_000

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
