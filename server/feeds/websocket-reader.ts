import { isUtf8 } from 'node:buffer'
import { inflateMessage } from './shared-deflate.ts'
import { type ClientFrame, frameAt, opcodes, wrongs } from './websocket-frame.ts'

/** Who hears what a client says. */
export interface Hearer {
  /** Once it is false, of all that still comes only the farewell is heard. */
  readonly isOpen: boolean
  /** The bytes are the reader's: good until this returns. Text is well-formed UTF-8. */
  message(bytes: Buffer, isBinary: boolean): void
  ping(payload: Buffer): void
  pong(payload: Buffer): void
  /** The client closes, and says why by a code, or doesn't. */
  farewell(code: number | undefined): void
}

/** What is there of a message whose last frame is still to come. */
interface Unfinished {
  isBinary: boolean
  isDeflated: boolean
  pieces: Pieces
}

/** Far above what 500 symbols take, so that too many of them are answered by an error of their own. */
export const maxMessageBytes = 262_144

/**
 * One client's messages out of its bytes (RFC 6455 section 5), which TCP cuts anywhere, as the client
 * cuts its messages into frames. There are many, and nearly always they wait for the next message: then
 * nothing is kept.
 */
export class MessageReader {
  readonly #takesDeflated: boolean
  /** What has come of a frame that isn't whole yet. */
  #rest: Pieces | undefined
  #unfinished: Unfinished | undefined

  constructor(takesDeflated: boolean) {
    this.#takesDeflated = takesDeflated
  }

  /**
   * Has heard what is whole, and keeps none of the bytes themselves. Returns the code to close with
   * (section 7.4.1) where it makes no sense.
   */
  read(chunk: Buffer, hearer: Hearer): number | undefined {
    const before = this.#rest
    const bytes = before === undefined ? chunk : before.add(chunk)
    let at = 0
    for (;;) {
      const frame = frameAt(bytes, at, maxMessageBytes)
      if (typeof frame === 'number') return frame
      if (frame === undefined) break
      at = frame.end
      const wrong = this.#take(frame, hearer)
      if (wrong !== undefined) return wrong
    }
    if (at === bytes.length) this.#rest = undefined
    else if (at > 0 || before === undefined) this.#rest = new Pieces(bytes.subarray(at))
    return undefined
  }

  #take(frame: ClientFrame, hearer: Hearer): number | undefined {
    const { opcode, payload, isDeflated } = frame
    if (isDeflated && !(this.#takesDeflated && isFirst(opcode))) return wrongs.protocol
    if (opcode === opcodes.close) return takeFarewell(payload, hearer)
    if (!hearer.isOpen) return undefined
    if (opcode === opcodes.ping) hearer.ping(payload)
    else if (opcode === opcodes.pong) hearer.pong(payload)
    else return this.#gather(frame, hearer)
    return undefined
  }

  #gather(frame: ClientFrame, hearer: Hearer): number | undefined {
    const { opcode, payload, isDeflated, isFinal } = frame
    if (isFirst(opcode) === (this.#unfinished !== undefined)) return wrongs.protocol
    const isBinary = this.#unfinished?.isBinary ?? opcode === opcodes.binary
    if (isFinal && this.#unfinished === undefined) {
      return takeWhole(payload, { isBinary, isDeflated, hearer })
    }
    this.#unfinished ??= { isBinary, isDeflated, pieces: new Pieces(Buffer.alloc(0)) }
    const bytes = this.#unfinished.pieces.add(payload)
    if (bytes.length > maxMessageBytes) return wrongs.size
    if (!isFinal) return undefined
    const about = { ...this.#unfinished, hearer }
    this.#unfinished = undefined
    return takeWhole(bytes, about)
  }
}

/** Whether a message begins with it. */
function isFirst(opcode: number): boolean {
  return opcode === opcodes.text || opcode === opcodes.binary
}

function takeWhole(
  payload: Buffer,
  about: { isBinary: boolean; isDeflated: boolean; hearer: Hearer },
): number | undefined {
  const { isBinary, isDeflated, hearer } = about
  const bytes = isDeflated ? inflateMessage(payload, maxMessageBytes) : payload
  if (bytes === 'larger') return wrongs.size
  if (bytes === 'broken' || !(isBinary || isUtf8(bytes))) return wrongs.content
  hearer.message(bytes, isBinary)
  return undefined
}

/** Section 7.4: which codes may be said on the wire. */
function takeFarewell(payload: Buffer, hearer: Hearer): number | undefined {
  if (payload.length === 0) {
    hearer.farewell(undefined)
    return undefined
  }
  if (payload.length === 1) return wrongs.protocol
  const code = payload.readUInt16BE(0)
  const isKnown = code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006
  if (!isKnown && !(code >= 3000 && code <= 4999)) return wrongs.protocol
  if (!isUtf8(payload.subarray(2))) return wrongs.content
  hearer.farewell(code)
  return undefined
}

/** Bytes that come in pieces, in at most twice the room that they take: each is copied twice or so. */
class Pieces {
  #room: Buffer
  #size: number

  constructor(first: Buffer) {
    this.#room = Buffer.from(first)
    this.#size = first.length
  }

  /** Returns all of them. */
  add(piece: Buffer): Buffer {
    const size = this.#size + piece.length
    if (size > this.#room.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(size, 2 * this.#room.length))
      this.#room.copy(larger, 0, 0, this.#size)
      this.#room = larger
    }
    piece.copy(this.#room, this.#size)
    this.#size = size
    return this.#room.subarray(0, size)
  }
}
