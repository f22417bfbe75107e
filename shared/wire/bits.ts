/*
 * Bits are written most significant first, in words of 32, of which the first is left free for the
 * check of a frame. Codes:
 *
 *   rice(k)  Golomb-Rice: the quotient by 2^k in ones, a nought, and k bits. So many ones are no
 *            quotient: the number follows as its length in 6 bits, and itself.
 *   exp(k)   exponential Golomb: for a number of which only the likely size is known, about k bits.
 */

export const escapeOnes = 15
export const lengthBits = 6

/** Of any number that is written. */
export const safeBits = 53

const powers = Float64Array.from({ length: 65 }, (_, n) => 2 ** n)

export const power = (n: number): number => powers[n] ?? 0

/** How many bits a whole number below 2^53 has. */
export function bitLength(value: number): number {
  return value < 0x1_0000_0000
    ? 32 - Math.clz32(value)
    : 64 - Math.clz32(Math.floor(value / 0x1_0000_0000))
}
