import type { FeedCount } from './count.ts'
import type { Outlet } from './outlet.ts'

/**
 * What one piece of work tells a client, which then goes out in a single write: a greeting and the first
 * prices, of ten thousand who come at once. An outlet until it is done, and nobody's beyond that.
 */
export interface Gathering extends Outlet {
  /** Writes what was gathered. */
  done(): void
}

export function makeGathering(outlet: Outlet, count: FeedCount): Gathering {
  const gathered: Uint8Array[] = []
  let bytes = 0

  function done(): void {
    const [first] = gathered
    if (first === undefined) return
    outlet.write(gathered.length === 1 ? first : joined(gathered))
    // Each is a message, however they travel.
    count.frames += gathered.length - 1
    gathered.length = 0
    bytes = 0
  }

  return {
    ready: () => outlet.ready(),
    write(each) {
      gathered.push(each)
      bytes += each.byteLength
    },
    pending: () => outlet.pending() + bytes,
    close() {
      done()
      outlet.close()
    },
    done,
  }
}

/** The last that were joined: of a crowd many are told the same, one after the other. */
let last: { gathered: readonly Uint8Array[]; bytes: Uint8Array } | undefined

function joined(gathered: readonly Uint8Array[]): Uint8Array {
  const isSame = (each: Uint8Array, at: number) => each === last?.gathered[at]
  if (last?.gathered.length !== gathered.length || !gathered.every(isSame)) {
    last = { gathered: [...gathered], bytes: Buffer.concat(gathered) }
  }
  return last.bytes
}
