import type { Duplex } from 'node:stream'
import type { Hear } from './inlet.ts'
import { type Reading, readInto } from './tcp-handle.ts'

/*
 * Past the stream: what comes is read into one buffer for all sockets and heard there, where a stream
 * takes 64 KiB anew for each read, gives back what wasn't filled, and queues the rest. All that a client
 * answers to our questions is a dozen bytes.
 */

/** As much as a stream takes for each read. */
const bufferBytes = 65_536

/** Has sockets heard by their handles: false for one with which we don't know how. */
export function handleInlet(hear: Hear): ((socket: Duplex) => boolean) | undefined {
  const buffer = Buffer.allocUnsafeSlow(bufferBytes)
  // Nearly all that comes is as long as what came before it.
  let last = buffer
  const reading: Reading = {
    buffer,
    callback(size) {
      if (last.length !== size) last = buffer.subarray(0, size)
      hear.call(this, last)
      return true
    },
  }
  const read = readInto(reading)
  return (
    read &&
    ((socket) => {
      // What the stream has already comes first.
      if (socket.readableLength > 0 || !read(socket)) return false
      // Whoever had it before may have stopped it.
      socket.resume()
      return true
    })
  )
}
