import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FeedCount } from './count.ts'
import type { Outlet } from './outlet.ts'
import { tcpHandle } from './tcp-handle.ts'

/*
 * Straight to the socket's libuv handle, without the ceremony of a stream: what the kernel takes at
 * once, and that is nearly all, costs one call and no garbage. Only what it doesn't take makes a
 * request that lives on.
 *
 * libuv keeps the order: while anything waits there, whoever handed it over, a later write waits behind
 * it. So the stream, which is three objects further, isn't asked before each write.
 *
 * The handle is private to Node. So nothing is taken for granted: a socket whose handle isn't of the
 * known shape is written to in public (see outlet.ts), and the class of request that a handle wants is
 * learned by watching Node itself write with one.
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
  // An answer that was asked for just before is still on its way: it comes first.
  if (!(socket instanceof Socket) || socket.writableLength > 0) return undefined
  const handle = tcpHandle(socket)
  if (handle === undefined || !isHandle(handle)) return undefined
  spare ??= learn(handle, socket)
  return spare && new HandleOutlet(socket, { handle, count })
}

/** There are many, and each is looked at with each frame: few fields, and what is needed first comes first. */
class HandleOutlet implements Outlet {
  #isOpen = true
  /** Bytes of writes that the kernel hasn't taken whole. */
  #waiting = 0
  readonly #handle: Handle
  readonly #count: FeedCount
  readonly #socket: Socket

  constructor(socket: Socket, { handle, count }: { handle: Handle; count: FeedCount }) {
    this.#handle = handle
    this.#count = count
    this.#socket = socket
  }

  ready(): boolean {
    return this.#isOpen && this.#waiting === 0
  }

  write(bytes: Uint8Array): void {
    if (!this.#isOpen || spare === undefined) return
    const handle = this.#handle
    const request = spare
    if (handle.writeBuffer(request, bytes) !== 0) {
      this.#fail()
      return
    }
    this.#count.frames++
    this.#count.bytes += bytes.byteLength
    if (handle.writeQueueSize > 0) this.#wait(request, bytes)
  }

  #wait(request: Request, bytes: Uint8Array): void {
    spare = another(request)
    this.#waiting += bytes.byteLength
    // It must hold the bytes too: libuv doesn't keep them from being collected.
    request.oncomplete = (status) => {
      this.#waiting -= bytes.byteLength
      if (status < 0) this.#fail()
    }
  }

  #fail(): void {
    this.close()
    this.#socket.destroy()
  }

  close(): void {
    this.#isOpen = false
  }

  pending(): number {
    return this.#waiting + this.#socket.writableLength
  }
}

function isHandle(value: object): value is Handle {
  return (
    'writeBuffer' in value &&
    typeof value.writeBuffer === 'function' &&
    'writeQueueSize' in value &&
    typeof value.writeQueueSize === 'number'
  )
}

/** Has Node write nothing, in public, and looks with what request it does. */
function learn(handle: Handle, socket: Socket): Request | undefined {
  let seen: Request | undefined
  handle.writeBuffer = (request, bytes) => {
    Reflect.deleteProperty(handle, 'writeBuffer')
    seen = request
    return handle.writeBuffer(request, bytes)
  }
  socket.write(Buffer.alloc(0))
  // It may have had a reason to write in another way.
  Reflect.deleteProperty(handle, 'writeBuffer')
  return seen && another(seen)
}

/** Another request of the same class. */
function another(request: Request): Request {
  return Reflect.construct(request.constructor, [])
}
