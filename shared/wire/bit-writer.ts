import { bitLength, escapeOnes, lengthBits, power } from './bits.ts'

/** Writes the codes of bits.ts into one buffer that is used again and again. */
export interface BitWriter {
  begin(): void
  /** The low `width` bits of a whole number; `width` from 0 to 53. */
  put(value: number, width: number): void
  /** For a whole number below 2^31. */
  rice(value: number, k: number): void
  exponential(value: number, k: number): void
  /** Fills up the last byte with noughts; how many bytes there are, with those of the first word. */
  end(): number
  /** What was written so far but for the last few bits; another array once it has grown. */
  words(): Int32Array
  /** So many bytes of the words: good until the next `begin`. */
  bytes(length: number): Uint8Array
}

const wordBits = 32

export function createBitWriter(): BitWriter {
  let words = new Int32Array(64)
  let view = new DataView(new ArrayBuffer(words.byteLength))
  /** One of each length that was asked for, because making one costs as much as a short frame. */
  let views: Uint8Array[] = []
  let at = 1
  let pending = 0
  let free = wordBits

  /** A whole number of 32 bits, none set above `width`, from 0 to 32. */
  function putShort(value: number, width: number): void {
    free -= width
    if (free > 0) {
      pending |= value << free
      return
    }
    if (at === words.length) grow()
    words[at++] = pending | (value >>> -free)
    free += wordBits
    pending = free === wordBits ? 0 : value << free
  }

  function put(value: number, width: number): void {
    if (width > wordBits) {
      putShort(Math.floor(value / power(wordBits)), width - wordBits)
      putShort(value | 0, wordBits)
    } else putShort(value | 0, width)
  }

  function grow(): void {
    const larger = new Int32Array(words.length * 2)
    larger.set(words)
    words = larger
    view = new DataView(new ArrayBuffer(words.byteLength))
    views = []
  }

  return {
    begin() {
      at = 1
      pending = 0
      free = wordBits
    },
    put,
    rice(value, k) {
      const quotient = value >>> k
      if (quotient >= escapeOnes) {
        const length = bitLength(value)
        put((1 << escapeOnes) - 1, escapeOnes)
        put(length, lengthBits)
        put(value, length)
      } else {
        put((1 << (quotient + 1)) - 2, quotient + 1)
        put(value & ((1 << k) - 1), k)
      }
    },
    exponential(value, k) {
      const sum = value + power(k)
      const length = bitLength(sum)
      const width = 2 * length - 1 - k
      if (width <= wordBits) return put(sum, width)
      put(0, length - 1 - k)
      put(sum, length)
    },
    end() {
      const bytes = 4 * at + ((wordBits - free + 7) >>> 3)
      if (free < wordBits) putShort(0, free)
      return bytes
    },
    words: () => words,
    bytes(length) {
      for (let i = 0; 4 * i < length; i++) view.setInt32(4 * i, words[i] ?? 0)
      views[length] ??= new Uint8Array(view.buffer, 0, length)
      return views[length]
    },
  }
}
