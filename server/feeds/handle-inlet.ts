import { type ConnectOpts, Socket, type SocketConstructorOpts } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Hear } from './inlet.ts'
import { tcpHandle } from './tcp-handle.ts'

/*
 * Past the stream: what comes is read into one buffer for all sockets and heard there, where a stream
 * takes 64 KiB anew for each read, gives back what wasn't filled, and queues the rest. All that a client
 * answers to our questions is a dozen bytes.
 *
 * Node offers that for sockets that one makes oneself (`onread`), which a server's aren't. So a socket
 * gets it afterwards, as Node does it: two fields, and a call to the handle. All the rest stays Node's:
 * timeouts, errors, the end, pausing and resuming.
 *
 * The fields' names and the call are private to Node. So nothing is taken for granted: the names are
 * learned by making a socket in public and looking where it keeps what it was given, and a socket that
 * isn't of the known shape is read in public (see inlet.ts).
 */
interface Reading {
  buffer: Uint8Array
  callback(this: Duplex, size: number): boolean
}

type Fields = Record<keyof Reading, symbol>

interface Handle {
  /** Reads into it from now on. It must not be collected before the handle is closed. */
  useUserBuffer(buffer: Uint8Array): void
}

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
  const fields = learn(reading)
  if (fields === undefined) return undefined

  return (socket) => {
    // What the stream has already comes first.
    if (socket.readableLength > 0 || !isFree(socket, fields)) return false
    const handle = tcpHandle(socket)
    if (handle === undefined || !isHandle(handle)) return false
    handle.useUserBuffer(buffer)
    Reflect.set(socket, fields.buffer, buffer)
    Reflect.set(socket, fields.callback, reading.callback)
    // Whoever had it before may have stopped it.
    socket.resume()
    return true
  }
}

/** Whether it has room for what to read with, and nothing there. */
function isFree(socket: Duplex, { buffer, callback }: Fields): boolean {
  return Reflect.get(socket, buffer) === null && Reflect.get(socket, callback) === null
}

function isHandle(value: object): value is Handle {
  return 'useUserBuffer' in value && typeof value.useUserBuffer === 'function'
}

/** Where a socket keeps what it reads with. */
function learn(onread: Reading): Fields | undefined {
  const options: SocketConstructorOpts & ConnectOpts = { onread }
  const socket = new Socket(options)
  const keys = Object.getOwnPropertySymbols(socket)
  const keyOf = (value: unknown) => keys.find((key) => Reflect.get(socket, key) === value)
  const [buffer, callback] = [keyOf(onread.buffer), keyOf(onread.callback)]
  socket.destroy()
  return buffer && callback && { buffer, callback }
}
