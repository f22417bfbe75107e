import type { PointChunk } from '../engine/store.ts'

/** Chunks of one instrument as columns, ascending. Where two workers have written the same stretch,
 * what the earlier chunk says of it stands. */
export function joinChunks(chunks: readonly PointChunk[], since: number) {
  const time: number[] = []
  const price: number[] = []
  for (const chunk of [...chunks].sort((a, b) => a.start - b.start)) {
    for (const [i, at] of chunk.time.entries()) {
      const value = chunk.price[i]
      if (value === undefined || at < since || at <= (time.at(-1) ?? 0)) continue
      time.push(at)
      price.push(value)
    }
  }
  return { time, price }
}
