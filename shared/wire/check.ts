/*
 * The check of a frame: 32 bits, mixed as MurmurHash3 does (https://github.com/aappleby/smhasher,
 * public domain). Every step is a bijection of what was mixed before, so that two frames which differ
 * in one word never agree, and others in one of 2^32. Against chance, not against an enemy: TLS is.
 */

export function mix(hash: number, word: number): number {
  let mixed = Math.imul(word, 0xcc9e2d51)
  mixed = (mixed << 15) | (mixed >>> 17)
  const next = hash ^ Math.imul(mixed, 0x1b873593)
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0
}

/** A whole number of any size below 2^53. */
export function mixLarge(hash: number, value: number): number {
  return mix(mix(hash, value | 0), Math.floor(value / 0x1_0000_0000) | 0)
}

export function mixText(hash: number, text: string): number {
  let mixed = mix(hash, text.length)
  for (let i = 0; i < text.length; i++) mixed = mix(mixed, text.charCodeAt(i))
  return mixed
}

export function mixBytes(hash: number, bytes: Uint8Array, from: number): number {
  let mixed = mix(hash, bytes.length)
  let at = from
  for (; at + 4 <= bytes.length; at += 4) {
    const word =
      ((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0)
    mixed = mix(mixed, word)
  }
  let rest = 0
  for (; at < bytes.length; at++) rest = (rest << 8) | (bytes[at] ?? 0)
  return mix(mixed, rest)
}

/** Spreads the last word over all bits. */
export function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) | 0
}
