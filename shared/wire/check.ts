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

export function mixText(hash: number, text: string): number {
  let mixed = mix(hash, text.length)
  for (let i = 0; i < text.length; i++) mixed = mix(mixed, text.charCodeAt(i))
  return mixed
}

/** Of all words of a frame but the first, which is for it; noughts fill up the last one. */
export function checkOf(seed: number, words: Int32Array, bytes: number, digest = 0): number {
  let mixed = mix(seed, bytes)
  for (let at = 1; 4 * at < bytes; at++) mixed = mix(mixed, words[at] ?? 0)
  return finish(mix(mixed, digest))
}

/** Spreads the last word over all bits. */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) | 0
}

/**
 * What a figure adds to the digest of a state. A digest is all of them by exclusive or, so that who
 * sets one figure needs no look at the others.
 */
export function digestOf(place: number, figure: number): number {
  let mixed = Math.imul((figure | 0) ^ Math.imul(place, 0x9e3779b1), 0x85ebca6b)
  if (figure >= 0x8000_0000 || figure < -0x8000_0000) {
    mixed ^= Math.imul(Math.floor(figure / 0x1_0000_0000), 0xcc9e2d51)
  }
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
