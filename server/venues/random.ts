/** Seeded randomness: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform, 0 up to but not 1. */
  uniform(): number
  /** Normal, mean 0, deviation 1. */
  normal(): number
  /** Exponential, mean 1. */
  exponential(): number
}

/** `stream` keeps apart what must not disturb each other though the seed is one. */
export function makeRandom(seed: number, stream = ''): Random {
  let state = seed >>> 0
  for (let i = 0; i < stream.length; i++)
    state = Math.imul(state ^ stream.charCodeAt(i), 0x01000193)
  let spare: number | undefined

  // Mulberry32: 32 bits of state, enough for a market that only has to look like one.
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  return {
    uniform,
    normal() {
      if (spare !== undefined) {
        const value = spare
        spare = undefined
        return value
      }
      // Box and Muller; 1 - u is never 0.
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
      const angle = 2 * Math.PI * uniform()
      spare = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    },
    exponential: () => -Math.log(1 - uniform()),
  }
}
