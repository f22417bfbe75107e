/*
 * One run of deflate, cut into messages. Each message of a WebSocket has to end in blocks of its own
 * (RFC 7692 section 7.2.1), and a run of zlib for each takes most of its time to begin. So all are
 * deflated in one run with the fixed codes (RFC 1951 section 3.2.6), which so short blocks have anyway,
 * and the codes are dealt out: they mean the same wherever they stand. Only a reference across the end
 * of a message is told in two.
 */

const endOfBlock = 256
const firstLength = 257
const shortest = 3
const longest = 258

const codes = new Uint16Array(288)
const widths = new Uint8Array(288)
/** What the next nine bits begin with. */
const symbols = new Uint16Array(512)

/** From here on codes are so wide and count up from this one. */
const fixedCodes = [
  { from: 0, width: 8, code: 0b0011_0000 },
  { from: 144, width: 9, code: 0b1_1001_0000 },
  { from: 256, width: 7, code: 0 },
  { from: 280, width: 8, code: 0b1100_0000 },
] as const

for (const { from, width, code } of fixedCodes) {
  const until = fixedCodes.find((each) => each.from > from)?.from ?? codes.length
  for (let symbol = from; symbol < until; symbol++) {
    // Codes are packed from their first bit on, all other numbers from their last.
    const bits = reversed(code + symbol - from, width)
    codes[symbol] = bits
    widths[symbol] = width
    for (let i = bits; i < symbols.length; i += 1 << width) symbols[i] = symbol
  }
}

/** By symbol from `firstLength` on: the shortest, and how many bits say how much longer it is. */
const lengthBits = Array.from({ length: 29 }, (_, i) => (i < 8 || i === 28 ? 0 : (i >> 2) - 1))
const lengths: number[] = []
/** Of each length. */
const lengthSymbols = new Uint16Array(longest + 1)

let next = shortest
for (const [i, bits] of lengthBits.entries()) {
  lengths.push(i === 28 ? longest : next)
  next += 1 << bits
}
for (const [i, from] of lengths.entries()) lengthSymbols.fill(firstLength + i, from)

function reversed(value: number, width: number): number {
  let bits = 0
  for (let i = 0; i < width; i++) bits |= ((value >>> i) & 1) << (width - 1 - i)
  return bits
}

/**
 * Header, end, the head of the empty block that is left out, what fills its byte, and a reference told
 * in two.
 */
const mostAdded = 16

/**
 * The messages of whole blocks that zlib has made of these texts together by `Z_FIXED`: each lacks the
 * 00 00 ff ff at its end.
 */
export function cutDeflated(blocks: Uint8Array, texts: readonly Uint8Array[]): Uint8Array[] {
  // A stored byte may take nine bits.
  const out = new Uint8Array(Math.ceil((blocks.length * 9) / 8) + texts.length * mostAdded)
  let at = 0
  let written = 0
  /** Of a stored block. */
  let stored = 0
  let isBlock = false
  /** What is left of a reference, and how far back it leads: as it is coded. */
  let referred = 0
  let distance = 0
  let distanceBits = 0

  function take(width: number): number {
    const byte = at >>> 3
    const bits =
      (blocks[byte] ?? 0) |
      ((blocks[byte + 1] ?? 0) << 8) |
      ((blocks[byte + 2] ?? 0) << 16) |
      ((blocks[byte + 3] ?? 0) << 24)
    const value = (bits >>> (at & 7)) & ((1 << width) - 1)
    at += width
    return value
  }

  /** At most 18 bits. */
  function put(value: number, width: number): void {
    let bits = value << (written & 7)
    for (let byte = written >>> 3; bits !== 0; byte++) {
      out[byte] = (out[byte] ?? 0) | (bits & 0xff)
      bits >>>= 8
    }
    written += width
  }

  const putSymbol = (symbol: number) => put(codes[symbol] ?? 0, widths[symbol] ?? 0)

  function beginBlock(): void {
    const type = take(3) >>> 1
    if (type > 1) throw new Error('Deflate what is to be cut by Z_FIXED.')
    isBlock = type === 1
    if (isBlock) return
    at = (at + 7) & ~7
    stored = take(16)
    at += 16
  }

  /** On to the next byte, which it gives, or to a reference. */
  function step(): number | undefined {
    while (stored === 0 && !isBlock) beginBlock()
    if (stored > 0) {
      stored -= 1
      return take(8)
    }
    const symbol = symbols[take(9)] ?? 0
    at -= 9 - (widths[symbol] ?? 0)
    if (symbol < endOfBlock) return symbol
    if (symbol === endOfBlock) {
      isBlock = false
      return step()
    }
    referred = (lengths[symbol - firstLength] ?? 0) + take(lengthBits[symbol - firstLength] ?? 0)
    const code = reversed(take(5), 5)
    const bits = code < 4 ? 0 : (code >>> 1) - 1
    at -= 5
    distanceBits = 5 + bits
    distance = take(distanceBits)
    return undefined
  }

  function putReference(length: number): void {
    const symbol = lengthSymbols[length] ?? 0
    putSymbol(symbol)
    put(length - (lengths[symbol - firstLength] ?? 0), lengthBits[symbol - firstLength] ?? 0)
    put(distance, distanceBits)
  }

  return texts.map((text) => {
    const from = written >>> 3
    put(fixedBlock, 3)
    for (let i = 0; i < text.length; ) {
      const byte = referred === 0 ? step() : undefined
      if (byte !== undefined) {
        putSymbol(byte)
        i += 1
        continue
      }
      const length = Math.min(referred, text.length - i)
      if (length >= shortest) putReference(length)
      else for (let n = 0; n < length; n++) putSymbol(text[i + n] ?? 0)
      referred -= length
      i += length
    }
    putSymbol(endOfBlock)
    put(storedBlock, 3)
    written = (written + 7) & ~7
    return out.subarray(from, written >>> 3)
  })
}

/** Not the last block, and of which type. */
const fixedBlock = 0b010
const storedBlock = 0b000
