import { escapeOnes, lengthBits, power, safeBits } from './bits.ts'

/** Reads what a `BitWriter` wrote. Whatever the bytes are, it never throws and never runs past them. */
export interface BitReader {
  begin(bytes: Uint8Array): void
  /** The bytes, big-endian, and noughts behind them; another array once it has grown. */
  words: Int32Array
  /** The place of the next bit, and of the first that isn't there. */
  at: number
  end: number
  bits(width: number): number
  rice(k: number): number
  exponential(k: number): number
  /** Whether all was there and nothing but the filling of the last byte is left. */
  isWhole(): boolean
}

/** Behind the end a reader finds noughts. */
const paddingWords = 3

/** As many as are taken at once. */
const wide = 24

/** The 32 bits from a place on. */
export function wordAt(words: Int32Array, at: number): number {
  const word = at >>> 5
  const shift = at & 31
  return ((words[word] ?? 0) << shift) | (((words[word + 1] ?? 0) >>> 1) >>> (31 - shift))
}

export function createBitReader(): BitReader {
  const reader: BitReader = {
    words: new Int32Array(64),
    at: 0,
    end: 0,

    begin(bytes) {
      const { length } = bytes
      const count = (length + 3) >>> 2
      if (count + paddingWords > reader.words.length) {
        reader.words = new Int32Array(2 * count + paddingWords)
      }
      const { words } = reader
      const whole = length >>> 2
      for (let i = 0; i < whole; i++) {
        const from = 4 * i
        words[i] =
          ((bytes[from] ?? 0) << 24) |
          ((bytes[from + 1] ?? 0) << 16) |
          ((bytes[from + 2] ?? 0) << 8) |
          (bytes[from + 3] ?? 0)
      }
      for (let i = whole; i < count + paddingWords; i++) words[i] = 0
      for (let i = 4 * whole; i < length; i++) {
        words[whole] = (words[whole] ?? 0) | ((bytes[i] ?? 0) << (24 - 8 * (i & 3)))
      }
      reader.at = 32
      reader.end = 8 * length
    },

    bits(width) {
      if (width > wide) {
        const high = reader.bits(width - wide)
        return high * power(wide) + reader.bits(wide)
      }
      if (width === 0) return 0
      const value = peek() >>> (32 - width)
      reader.at += width
      return value
    },

    rice(k) {
      const word = peek()
      const quotient = Math.clz32(~word)
      if (quotient >= escapeOnes) {
        reader.at += escapeOnes
        return reader.bits(Math.min(safeBits, reader.bits(lengthBits)))
      }
      reader.at += quotient + 1
      return quotient * power(k) + reader.bits(k)
    },

    exponential(k) {
      const word = peek()
      let zeros = Math.clz32(word)
      let width = zeros + k
      if (width <= 15) {
        reader.at += zeros + 1 + width
        return ((word << zeros) >>> (31 - width)) - (1 << k)
      }
      reader.at += zeros
      if (zeros === 32) {
        zeros += Math.clz32(peek())
        reader.at += zeros - 32
        width = zeros + k
      }
      if (width >= safeBits) {
        reader.at = reader.end + 1
        return 0
      }
      reader.at += 1
      return power(width) - power(k) + reader.bits(width)
    },

    isWhole: () => reader.at <= reader.end && reader.end - reader.at < 8 && peek() === 0,
  }

  /** The next 32 bits; noughts behind the end. */
  function peek(): number {
    if (reader.at > reader.end) reader.at = reader.end + 1
    return wordAt(reader.words, reader.at)
  }

  return reader
}
