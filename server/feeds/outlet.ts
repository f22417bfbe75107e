import type { Duplex } from 'node:stream'
import type { FeedCount } from './count.ts'
import { handleOutlet } from './handle-outlet.ts'

/**
 * The one way by which feeds write to a client's socket: whole messages, each in a single write, so
 * that nothing comes between the bytes of one. What others write to the same socket, in public, keeps
 * its place in the order.
 */
export interface Outlet {
  /** Whether all that was written has left this process. */
  ready(): boolean
  /** Nothing where the socket has ended; one that fails is destroyed, which its `close` tells. */
  write(bytes: Uint8Array): void
  /** Bytes that the client hasn't taken yet and that this process holds for it. */
  pending(): number
}

/** How long a client has to take the last bytes before its socket is destroyed. */
const lingerMs = 1_000

export function makeOutlet(socket: Duplex, count: FeedCount): Outlet {
  return handleOutlet(socket, count) ?? streamOutlet(socket, count)
}

/** By the stream, as anybody writes. */
export function streamOutlet(socket: Duplex, count: FeedCount): Outlet {
  return {
    ready: () => socket.writable && socket.writableLength === 0,
    write(bytes) {
      if (!socket.writable) return
      socket.write(bytes)
      count.frames++
      count.bytes += bytes.byteLength
    },
    pending: () => socket.writableLength,
  }
}

/** Destroys a socket whose client doesn't let it end. */
export function linger(socket: Duplex): void {
  if (socket.destroyed) return
  const timer = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(timer))
}
