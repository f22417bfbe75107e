/** A frame of a client, unmasked (RFC 6455 section 5.2). */
export interface ClientFrame {
  opcode: number
  isFinal: boolean
  isDeflated: boolean
  payload: Buffer
  /** Where the next one begins. */
  end: number
}

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const
const known: ReadonlySet<number> = new Set(Object.values(opcodes))

/** Codes to close with (section 7.4.1). */
export const wrongs = { protocol: 1002, content: 1007, size: 1009 } as const

export const finalBit = 0x80
/** The first reserved one, which permessage-deflate gives a meaning. */
export const deflatedBit = 0x40
const reservedBits = 0x30
const maskedBit = 0x80
const longestShort = 125
const maskSize = 4

/**
 * The frame at `at`, which it unmasks in place; `undefined` where it isn't whole yet, or the code to close
 * with, as soon as that can be told. None is longer than `maxBytes`.
 */
export function frameAt(
  bytes: Buffer,
  at: number,
  maxBytes: number,
): ClientFrame | number | undefined {
  if (bytes.length < at + 2) return undefined
  const first = bytes.readUInt8(at)
  const second = bytes.readUInt8(at + 1)
  const opcode = first & 0x0f
  const isFinal = (first & finalBit) !== 0
  const short = second & 0x7f
  const isControl = opcode >= opcodes.close
  if ((first & reservedBits) !== 0 || (second & maskedBit) === 0 || !known.has(opcode)) {
    return wrongs.protocol
  }
  if (isControl && (!isFinal || short > longestShort)) return wrongs.protocol

  const lengthSize = short === 127 ? 8 : short === 126 ? 2 : 0
  const maskAt = at + 2 + lengthSize
  if (bytes.length < maskAt) return undefined
  const size = lengthSize === 0 ? short : longSize(bytes, at + 2, lengthSize)
  if (size > maxBytes) return wrongs.size
  const from = maskAt + maskSize
  const end = from + size
  if (bytes.length < end) return undefined

  const payload = bytes.subarray(from, end)
  unmask(payload, bytes.readUInt32BE(maskAt))
  return { opcode, isFinal, isDeflated: (first & deflatedBit) !== 0, payload, end }
}

function longSize(bytes: Buffer, at: number, lengthSize: 2 | 8): number {
  return lengthSize === 2 ? bytes.readUInt16BE(at) : Number(bytes.readBigUInt64BE(at))
}

/** Section 5.3. */
function unmask(payload: Buffer, mask: number): void {
  if (mask === 0) return
  for (let i = 0; i < payload.length; i++) {
    payload[i] = (payload[i] ?? 0) ^ (mask >>> (24 - 8 * (i & 3)))
  }
}
