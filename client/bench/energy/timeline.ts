/*
 * A day in the life of a phone, the same from the same seed: awake from seven to eleven at night, when
 * the battery falls from full to 15 %; 40 glances of half a minute and two sessions of ten minutes; in
 * between the app is behind others, or was closed by the user or the system; each hour on Wi-Fi or on
 * cellular, by the toss of a coin. At night all is closed.
 */
const hourMs = 3_600_000
export const dayMs = 16 * hourMs
const glances = { count: 40, forMs: 30_000 }
const sessions = { count: 2, forMs: 600_000 }
const battery = { full: 1, last: 0.15 }
/** Two visits don't overlap. */
const apartMs = 60_000

export interface Look {
  /** ms from the morning. */
  at: number
  forMs: number
  /** Whether the app has to be opened for it; else it comes back from behind others. */
  opens: boolean
  /** Whether it stays behind others afterwards; else it is closed. */
  stays: boolean
}

export interface Day {
  looks: readonly Look[]
  networkAt(ms: number): 'wifi' | 'cellular'
  /** 0 to 1. */
  levelAt(ms: number): number
}

export function dayOf(seed: number): Day {
  const random = dice(seed)
  const networks = Array.from({ length: dayMs / hourMs }, () =>
    random() < 0.5 ? ('wifi' as const) : ('cellular' as const),
  )
  const lengths = shuffled(
    [
      ...Array<number>(glances.count).fill(glances.forMs),
      ...Array<number>(sessions.count).fill(sessions.forMs),
    ],
    random,
  )
  const busyMs = lengths.reduce((sum, each) => sum + each + apartMs, 0)
  const gaps = lengths.map(() => random()).sort((a, b) => a - b)
  let passed = 0
  let stays = false
  const looks = lengths.map((forMs, index): Look => {
    const at = passed + (gaps[index] ?? 0) * (dayMs - busyMs)
    passed += forMs + apartMs
    const opens = !stays
    stays = random() < 0.5
    return { at, forMs, opens, stays }
  })
  return {
    looks,
    networkAt: (ms) => networks[Math.min(networks.length - 1, Math.floor(ms / hourMs))] ?? 'wifi',
    levelAt: (ms) => battery.full - (battery.full - battery.last) * (ms / dayMs),
  }
}

function shuffled(values: readonly number[], random: () => number): number[] {
  return values
    .map((value) => ({ value, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value)
}

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
