import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FeedCount } from './count.ts'
import type { Outlet } from './outlet.ts'

/*
 * Straight to the socket's libuv handle, without the ceremony of a stream: what the kernel takes at
 * once, and that is nearly all, costs one call and no garbage. Only what it doesn't take makes a
 * request that lives on.
 *
 * `_handle` is private to Node. So nothing is taken for granted: a socket whose handle isn't of the
 * known shape, TLS and whatever is not a plain socket are written to in public (see outlet.ts), and
 * the class of request that a handle wants is learned by watching Node itself write with one.
 */
interface Handle {
  /** Writes what the kernel takes; the rest waits in libuv, for which it keeps `request`. 0 or an error. */
  writeBuffer(request: Request, bytes: Uint8Array): number
  /** Bytes that wait in libuv. */
  readonly writeQueueSize: number
}

interface Request {
  oncomplete?(status: number): void
}

/** Never used yet, and so good for any write: a write that ends at once leaves no trace in it. */
let spare: Request | undefined

/** An outlet by the socket's handle, where there is one that we know how to use. */
export function handleOutlet(socket: Duplex, count: FeedCount): Outlet | undefined {
  if (!(socket instanceof Socket) || 'encrypted' in socket) return undefined
  const handle = '_handle' in socket ? socket._handle : undefined
  return isHandle(handle) ? new HandleOutlet(socket, handle, count) : undefined
}

/** There are many: an object each, not one and a closure for everything it can do. */
class HandleOutlet implements Outlet {
  readonly #socket: Socket
  readonly #handle: Handle
  readonly #count: FeedCount
  /** Bytes of writes that the kernel hasn't taken whole. */
  #waiting = 0

  constructor(socket: Socket, handle: Handle, count: FeedCount) {
    this.#socket = socket
    this.#handle = handle
    this.#count = count
  }

  ready(): boolean {
    const socket = this.#socket
    return this.#waiting === 0 && socket.writable && socket.writableLength === 0
  }

  write(bytes: Uint8Array): void {
    const socket = this.#socket
    if (!socket.writable) return
    this.#count.frames++
    this.#count.bytes += bytes.byteLength
    // What the stream still holds comes first; what libuv holds, libuv keeps in order.
    if (socket.writableLength > 0 || socket.writableCorked > 0) socket.write(bytes)
    else if (spare === undefined) learn(this.#handle, () => socket.write(bytes))
    else this.#writeTo(spare, bytes)
  }

  #writeTo(request: Request, bytes: Uint8Array): void {
    const handle = this.#handle
    if (handle.writeBuffer(request, bytes) !== 0) {
      this.#socket.destroy()
      return
    }
    if (handle.writeQueueSize === 0) return
    spare = another(request)
    this.#waiting += bytes.byteLength
    // It must hold the bytes too: libuv doesn't keep them from being collected.
    request.oncomplete = (status) => {
      this.#waiting -= bytes.byteLength
      if (status < 0) this.#socket.destroy()
    }
  }

  pending(): number {
    return this.#waiting + this.#socket.writableLength
  }
}

function isHandle(value: unknown): value is Handle {
  if (typeof value !== 'object' || value === null) return false
  return (
    value.constructor.name === 'TCP' &&
    'writeBuffer' in value &&
    typeof value.writeBuffer === 'function' &&
    'writeQueueSize' in value &&
    typeof value.writeQueueSize === 'number'
  )
}

/** Has Node write in public, and looks with what request it does. */
function learn(handle: Handle, write: () => void): void {
  handle.writeBuffer = (request, bytes) => {
    Reflect.deleteProperty(handle, 'writeBuffer')
    spare = another(request)
    return handle.writeBuffer(request, bytes)
  }
  write()
  // It may have had a reason to write in another way.
  Reflect.deleteProperty(handle, 'writeBuffer')
}

/** Another request of the same class. */
function another(request: Request): Request {
  return Reflect.construct(request.constructor, [])
}
