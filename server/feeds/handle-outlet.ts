import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FeedCount } from './count.ts'
import type { Outlet } from './outlet.ts'
import {
  anotherRequest,
  learnRequest,
  type WritableHandle,
  type WriteRequest,
  writableHandle,
} from './tcp-handle.ts'

/*
 * Straight to the socket's libuv handle, without the ceremony of a stream: what the kernel takes at
 * once, and that is nearly all, costs one call and no garbage. Only what it doesn't take makes a
 * request that lives on.
 *
 * libuv keeps the order: while anything waits there, whoever handed it over, a later write waits behind
 * it. So the stream, which is three objects further, isn't asked before each write.
 */

/** Never used yet, and so good for any write: a write that ends at once leaves no trace in it. */
let spare: WriteRequest | undefined

/** An outlet by the socket's handle, where there is one that we know how to use. */
export function handleOutlet(socket: Duplex, count: FeedCount): Outlet | undefined {
  // An answer that was asked for just before is still on its way: it comes first.
  if (!(socket instanceof Socket) || socket.writableLength > 0) return undefined
  const handle = writableHandle(socket)
  if (handle === undefined) return undefined
  spare ??= learnRequest(handle, socket)
  return spare && new HandleOutlet(socket, { handle, count })
}

/** There are many, and each is looked at with each frame: few fields, and what is needed first comes first. */
class HandleOutlet implements Outlet {
  #isOpen = true
  /** Bytes of writes that the kernel hasn't taken whole. */
  #waiting = 0
  readonly #handle: WritableHandle
  readonly #count: FeedCount
  readonly #socket: Socket

  constructor(socket: Socket, { handle, count }: { handle: WritableHandle; count: FeedCount }) {
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

  #wait(request: WriteRequest, bytes: Uint8Array): void {
    spare = anotherRequest(request)
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
