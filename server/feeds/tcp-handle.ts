import { type ConnectOpts, Socket, type SocketConstructorOpts } from 'node:net'
import type { Duplex } from 'node:stream'

/*
 * All that this program uses of what is private to Node: the libuv handle under a plain socket, to write
 * to it (see handle-outlet.ts) and to read from it (see handle-inlet.ts) past the stream. So nothing is
 * taken for granted: what isn't of the known shape is `undefined` here, and then written and read in
 * public; the class of request that a handle wants, and the names of the fields by which a socket reads
 * into a buffer of ours, are learned by watching Node itself do it.
 */

export interface WritableHandle {
  /** Writes what the kernel takes; the rest waits in libuv, for which it keeps `request`. 0 or an error. */
  writeBuffer(request: WriteRequest, bytes: Uint8Array): number
  /** Bytes that wait in libuv. */
  readonly writeQueueSize: number
}

export interface WriteRequest {
  oncomplete?(status: number): void
}

export function writableHandle(socket: Socket): WritableHandle | undefined {
  const handle = handleOf(socket)
  return handle && isWritable(handle) ? handle : undefined
}

/** Has Node write nothing, in public, and looks with what request it does. Returns one of the same class. */
export function learnRequest(handle: WritableHandle, socket: Socket): WriteRequest | undefined {
  let seen: WriteRequest | undefined
  handle.writeBuffer = (request, bytes) => {
    Reflect.deleteProperty(handle, 'writeBuffer')
    seen = request
    return handle.writeBuffer(request, bytes)
  }
  socket.write(Buffer.alloc(0))
  // It may have had a reason to write in another way.
  Reflect.deleteProperty(handle, 'writeBuffer')
  return seen && anotherRequest(seen)
}

/** Another of the same class. */
export function anotherRequest(request: WriteRequest): WriteRequest {
  return Reflect.construct(request.constructor, [])
}

/** What Node's `onread` takes: a buffer to read into, and who is told how much has come. */
export interface Reading {
  readonly buffer: Uint8Array
  /** Returns whether to go on. */
  callback(this: Duplex, size: number): boolean
}

/**
 * Node offers `onread` for sockets that one makes oneself, which a server's aren't. They get it
 * afterwards, as Node does it: two fields, and a call to the handle. All the rest stays Node's: timeouts,
 * errors, the end, pausing and resuming. The returned function is false for a socket with which we don't
 * know how; absent, where that is so for all.
 */
export function readInto(reading: Reading): ((socket: Duplex) => boolean) | undefined {
  const fields = learnFields(reading)
  if (fields === undefined) return undefined
  return (socket) => {
    const handle = handleOf(socket)
    if (handle === undefined || !isReadable(handle) || !isFree(socket, fields)) return false
    handle.useUserBuffer(reading.buffer)
    Reflect.set(socket, fields.buffer, reading.buffer)
    Reflect.set(socket, fields.callback, reading.callback)
    return true
  }
}

/** `undefined` for TLS and whatever isn't a plain socket. */
function handleOf(socket: Duplex): object | undefined {
  if (!(socket instanceof Socket) || 'encrypted' in socket || !('_handle' in socket)) {
    return undefined
  }
  const { _handle: handle } = socket
  if (typeof handle !== 'object' || handle === null) return undefined
  return handle.constructor.name === 'TCP' ? handle : undefined
}

function isWritable(handle: object): handle is WritableHandle {
  return (
    'writeBuffer' in handle &&
    typeof handle.writeBuffer === 'function' &&
    'writeQueueSize' in handle &&
    typeof handle.writeQueueSize === 'number'
  )
}

interface ReadableHandle {
  /** Reads into it from now on. It must not be collected before the handle is closed. */
  useUserBuffer(buffer: Uint8Array): void
}

function isReadable(handle: object): handle is ReadableHandle {
  return 'useUserBuffer' in handle && typeof handle.useUserBuffer === 'function'
}

type Fields = Record<keyof Reading, symbol>

/** Where a socket keeps what it reads with. */
function learnFields(onread: Reading): Fields | undefined {
  const options: SocketConstructorOpts & ConnectOpts = { onread }
  const socket = new Socket(options)
  const keys = Object.getOwnPropertySymbols(socket)
  const keyOf = (value: unknown) => keys.find((key) => Reflect.get(socket, key) === value)
  const [buffer, callback] = [keyOf(onread.buffer), keyOf(onread.callback)]
  socket.destroy()
  return buffer && callback && { buffer, callback }
}

/** Whether it has room for what to read with, and nothing there. */
function isFree(socket: Duplex, { buffer, callback }: Fields): boolean {
  return Reflect.get(socket, buffer) === null && Reflect.get(socket, callback) === null
}
