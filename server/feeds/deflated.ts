import { constants, deflateRawSync } from 'node:zlib'
import { cutDeflated } from './deflate-cut.ts'

/*
 * HTTP's content coding `deflate`, which is zlib's format (RFC 1950), of a body that goes on:
 *
 *   78 01 ─ stored blocks ─ deflated blocks ─ … ─ an empty last block ─ Adler-32 of all the text
 *
 * Stored blocks (RFC 1951 section 3.2.4) are text as it is: what one client alone is told. Deflated
 * blocks are made once for a cohort, and refer to those that came right before them, which all of
 * the cohort have got. Whoever was told anything else in between stands elsewhere, and gets stored
 * blocks until the cohort begins anew. So there is one history a cohort, and none a client.
 */
export const deflateHead = Buffer.of(0x78, 0x01)

const mostStored = 65_535

export function stored(text: Buffer): Buffer {
  const blocks: Buffer[] = []
  for (let at = 0; at < text.length; at += mostStored) {
    const block = text.subarray(at, at + mostStored)
    const head = Buffer.alloc(5)
    head.writeUInt16LE(block.length, 1)
    head.writeUInt16LE(block.length ^ 0xffff, 3)
    blocks.push(head, block)
  }
  return Buffer.concat(blocks)
}

/** Ends the body whose text has this sum. */
export function deflateEnd(sum: Adler): Buffer {
  const end = Buffer.of(0x01, 0x00, 0x00, 0xff, 0xff, 0, 0, 0, 0)
  end.writeUInt16BE(sum.b, 5)
  end.writeUInt16BE(sum.a, 7)
  return end
}

/** What a cohort's next text refers to. */
export interface History {
  /** Whole blocks, to the end of a byte. */
  deflate(text: Buffer): Buffer
  /** Each in blocks of its own: see deflate-cut.ts. */
  deflateEach(texts: readonly Buffer[]): Uint8Array[]
  /** Nothing that comes refers to what was before. */
  forget(): void
}

/**
 * Of so much text references are made: hardly less is saved than with all 32 KiB that the format
 * allows, in half the time. A cohort keeps the text, and no compressor.
 */
export const windowBits = 13

export function makeHistory(): History {
  let before = Buffer.alloc(0)

  function deflate(text: Buffer, strategy: number): Buffer {
    const blocks = deflateRawSync(text, {
      // The slowest search takes a fifth more time than the usual one, and leaves up to a tenth less.
      ...{ windowBits, memLevel: 6, level: 9, strategy, finishFlush: constants.Z_SYNC_FLUSH },
      ...(before.length > 0 && { dictionary: before }),
    })
    // A copy: the tail alone is kept.
    before = Buffer.from(Buffer.concat([before, text]).subarray(-(2 ** windowBits)))
    return blocks
  }

  return {
    deflate: (text) => deflate(text, constants.Z_DEFAULT_STRATEGY),
    deflateEach: (texts) => cutDeflated(deflate(Buffer.concat(texts), constants.Z_FIXED), texts),
    forget() {
      before = Buffer.alloc(0)
    },
  }
}

/** Adler-32 (RFC 1950 section 9) in its halves, of a text of this length. */
export interface Adler {
  a: number
  b: number
  length: number
}

const adlerBase = 65_521
/** So many bytes don't make the halves overflow 32 bits. */
const adlerRun = 5_552

export const adlerOfNothing: Adler = { a: 1, b: 0, length: 0 }

export function adlerOf(text: Buffer): Adler {
  let a = 1
  let b = 0
  for (let from = 0; from < text.length; from += adlerRun) {
    for (const byte of text.subarray(from, from + adlerRun)) {
      a += byte
      b += a
    }
    a %= adlerBase
    b %= adlerBase
  }
  return { a, b, length: text.length }
}

/** The sum of a text and one behind it. */
export function joinAdler(first: Adler, second: Adler): Adler {
  return {
    a: (first.a + second.a + adlerBase - 1) % adlerBase,
    b: (first.b + second.b + (second.length % adlerBase) * (first.a + adlerBase - 1)) % adlerBase,
    length: first.length + second.length,
  }
}
