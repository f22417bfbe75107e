import type { Duplex } from 'node:stream'
import type { FeedCount } from './count.ts'
import { handleOutlet } from './handle-outlet.ts'

/**
 * The one way by which feeds write to a client's socket: whole messages, each in a single write, so
 * that nothing comes between the bytes of one. What others write to the same socket, in public, comes
 * after all that was written here before. It must be whole messages too, each in one write or corked:
 * where the client is behind, later ones from here may come before it.
 */
export interface Outlet {
  /** Whether all that was written here has left this process, and more may be written. */
  ready(): boolean
  /** Nothing after `close`; a socket that fails is destroyed, which its `close` tells. */
  write(bytes: Uint8Array): void
  /** Bytes that the client hasn't taken yet and that this process holds for it. */
  pending(): number
  /** Nothing more is written here. Call it before the socket is ended. */
  close(): void
}

/** How long a client has to take the last bytes before its socket is destroyed. */
const lingerMs = 1_000

export function makeOutlet(socket: Duplex, count: FeedCount): Outlet {
  return handleOutlet(socket, count) ?? streamOutlet(socket, count)
}

/** By the stream, as anybody writes. */
export function streamOutlet(socket: Duplex, count: FeedCount): Outlet {
  let isOpen = true
  return {
    ready: () => isOpen && socket.writable && socket.writableLength === 0,
    write(bytes) {
      if (!isOpen || !socket.writable) return
      socket.write(bytes)
      count.frames++
      count.bytes += bytes.byteLength
    },
    pending: () => socket.writableLength,
    close() {
      isOpen = false
    },
  }
}

/** To a socket that is corked: what it begins with may all be written, and waits until that is over. */
export function corkedOutlet(socket: Duplex, count: FeedCount): Outlet {
  return { ...streamOutlet(socket, count), ready: () => socket.writable }
}

/** Destroys a socket whose client doesn't let it end. */
export function linger(socket: Duplex): void {
  if (socket.destroyed) return
  const timer = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(timer))
}
