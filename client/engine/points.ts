import type { LivePrice } from './live.ts'
import type { PointChunk } from './store.ts'

/** At most one point a second and instrument; a chunk is written anew until it is full. */
const spacingMs = 1_000
const chunkMs = 60_000
/** How far back the past goes. */
export const retentionMs = 60 * 60_000

/** Gathers each instrument's past between two savings. */
export interface Points {
  add(price: LivePrice): void
  /** Chunks that have changed since they were last taken. */
  take(): PointChunk[]
}

export function createPoints(): Points {
  const open = new Map<string, PointChunk>()
  const changed = new Map<string, PointChunk>()
  return {
    add({ venue, symbol, knownAt, price }) {
      const id = `${venue}:${symbol}`
      let chunk = open.get(id)
      if (chunk === undefined || knownAt - chunk.start >= chunkMs) {
        chunk = { id, start: knownAt, time: [], price: [] }
        open.set(id, chunk)
      }
      const last = chunk.time.length - 1
      const lastAt = chunk.time[last]
      // The newest price of a second stands for it; what is older than that comes too late.
      if (lastAt !== undefined && knownAt < lastAt) return
      if (lastAt !== undefined && sameSecond(lastAt, knownAt)) {
        chunk.price[last] = price
      } else {
        chunk.time.push(knownAt)
        chunk.price.push(price)
      }
      changed.set(`${id} ${chunk.start}`, chunk)
    },
    take() {
      const chunks = [...changed.values()].map((chunk) => ({
        ...chunk,
        time: [...chunk.time],
        price: [...chunk.price],
      }))
      changed.clear()
      return chunks
    },
  }
}

function sameSecond(a: number, b: number): boolean {
  return Math.floor(a / spacingMs) === Math.floor(b / spacingMs)
}
