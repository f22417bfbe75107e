/** Writes bits, most significant first, into one buffer that is used again and again. */
export interface BitWriter {
  /** Begins anew behind `bytes` bytes that are left free. */
  begin(bytes: number): void
  /** The low `width` bits of a value; `width` from 0 to 53. */
  put(value: number, width: number): void
  /** Golomb-Rice: the quotient by 2^k in ones, a nought, and k bits. A long quotient is escaped. */
  rice(value: number, k: number): void
  /** Exponential Golomb: for a number of which only the likely size is known, about k bits. */
  exponential(value: number, k: number): void
  /** What was written, the last byte filled up with noughts: good until the next `begin`. */
  end(): Uint8Array
}

/** Reads what a `BitWriter` wrote. Whatever the bytes are, it never throws and never runs past them. */
export interface BitReader {
  begin(bytes: Uint8Array, from: number): void
  bits(width: number): number
  rice(k: number): number
  exponential(k: number): number
  /** A sign and a magnitude above nought: `put(sign, 1)` and `exponential(magnitude - 1, k)`. */
  signed(k: number): number
  /** Whether all was there and nothing but the filling of the last byte is left. */
  isWhole(): boolean
}

/** So many ones are no quotient: the number follows as its length in 6 bits, and itself. */
const escaped = 15
const lengthBits = 6
const safeBits = 53
/** As many as are put or taken at once. */
const wide = 24
/** Behind the end a reader finds noughts. */
const paddingBytes = 16

export const powers = Float64Array.from({ length: 65 }, (_, n) => 2 ** n)

const power = (n: number): number => powers[n] ?? 0

/** How many bits a whole number below 2^53 has. */
export function bitLength(value: number): number {
  return value < 0x1_0000_0000
    ? 32 - Math.clz32(value)
    : 64 - Math.clz32(Math.floor(value / 0x1_0000_0000))
}

/** What `exponential` writes for a value, in bits; beyond 2^53 it can't. */
export function exponentialBits(value: number, k: number): number {
  const sum = value + power(k)
  return sum > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : 2 * bitLength(sum) - 1 - k
}

export function createBitWriter(): BitWriter {
  let bytes = new Uint8Array(256)
  let at = 0
  let pending = 0
  let count = 0

  function putShort(value: number, width: number): void {
    pending = (pending << width) | value
    count += width
    while (count >= 8) {
      count -= 8
      bytes[at++] = pending >>> count
    }
  }

  function put(value: number, width: number): void {
    if (at + paddingBytes > bytes.length) grow()
    if (width > wide) {
      const high = Math.floor(value / power(wide))
      put(high, width - wide)
      putShort(value - high * power(wide), wide)
    } else putShort(value, width)
  }

  function grow(): void {
    const larger = new Uint8Array(bytes.length * 2)
    larger.set(bytes)
    bytes = larger
  }

  return {
    begin(free) {
      at = free
      pending = 0
      count = 0
    },
    put,
    rice(value, k) {
      const quotient = value < 0x4000_0000 && k < 31 ? value >>> k : Math.floor(value / power(k))
      if (quotient >= escaped) {
        const length = bitLength(value)
        put((1 << escaped) - 1, escaped)
        put(length, lengthBits)
        put(value, length)
      } else if (quotient + 1 + k <= wide) {
        const rest = value - quotient * power(k)
        put((((1 << (quotient + 1)) - 2) << k) | rest, quotient + 1 + k)
      } else {
        put((1 << (quotient + 1)) - 2, quotient + 1)
        put(value - quotient * power(k), k)
      }
    },
    exponential(value, k) {
      const sum = value + power(k)
      const length = bitLength(sum)
      put(0, length - 1 - k)
      put(sum, length)
    },
    end() {
      if (count > 0) putShort(0, 8 - count)
      return bytes.subarray(0, at)
    },
  }
}

export function createBitReader(): BitReader {
  let bytes = new Uint8Array(256)
  let view = new DataView(bytes.buffer)
  let at = 0
  let end = 0

  /** The next 32 bits; noughts behind the end. */
  function peek(): number {
    if (at > end) at = end + 1
    const byte = at >>> 3
    const shift = at & 7
    return (view.getInt32(byte) << shift) | (view.getUint8(byte + 4) >>> (8 - shift))
  }

  function bits(width: number): number {
    if (width > wide) {
      const high = bits(width - wide)
      return high * power(wide) + bits(wide)
    }
    if (width === 0) return 0
    const value = peek() >>> (32 - width)
    at += width
    return value
  }

  function exponential(k: number): number {
    const word = peek()
    let zeros = Math.clz32(word)
    let width = zeros + k
    if (width <= 15) {
      at += zeros + 1 + width
      return ((word << zeros) >>> (31 - width)) - (1 << k)
    }
    at += zeros
    if (zeros === 32) {
      zeros += Math.clz32(peek())
      at += zeros - 32
      width = zeros + k
    }
    if (width >= safeBits) {
      at = end + 1
      return 0
    }
    at += 1
    return power(width) - power(k) + bits(width)
  }

  return {
    begin(from, skipped) {
      const length = from.length - skipped
      if (length + paddingBytes > bytes.length) {
        bytes = new Uint8Array(2 * length + paddingBytes)
        view = new DataView(bytes.buffer)
      }
      bytes.set(from)
      bytes.copyWithin(0, skipped, from.length)
      bytes.fill(0, length, length + paddingBytes)
      at = 0
      end = length * 8
    },
    bits,
    rice(k) {
      const word = peek()
      const quotient = Math.clz32(~word)
      if (quotient >= escaped) {
        at += escaped
        return bits(Math.min(safeBits, bits(lengthBits)))
      }
      at += quotient + 1
      if (k === 0) return quotient
      if (k > 16) return quotient * power(k) + bits(k)
      at += k
      return (quotient << k) | ((word << (quotient + 1)) >>> (32 - k))
    },
    exponential,
    signed(k) {
      const word = peek()
      const rest = word << 1
      const zeros = Math.clz32(rest)
      const width = zeros + k
      at += 1
      if (width > 14) {
        const size = 1 + exponential(k)
        return word < 0 ? -size : size
      }
      at += zeros + 1 + width
      const size = 1 + ((rest << zeros) >>> (31 - width)) - (1 << k)
      return word < 0 ? -size : size
    },
    isWhole: () => at <= end && end - at < 8 && peek() === 0,
  }
}
