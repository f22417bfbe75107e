import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Notice } from '../../shared/notice.ts'
import { type CloseReason, type Hello, renewal } from '../../shared/protocol.ts'
import type { NoticeListener } from '../http/notices.ts'
import type { Hub, SubscribeOptions } from '../hub/hub.ts'
import type { Output } from '../hub/output.ts'
import type { Subscription } from '../hub/subscriber.ts'
import type { FeedCount } from './count.ts'
import { type Adler, adlerOfNothing, joinAdler } from './deflated.ts'
import { helloText } from './hello-text.ts'
import { linger, makeOutlet, type Outlet } from './outlet.ts'
import type { Place } from './places.ts'
import type { Renewable, Renewals } from './renewal.ts'
import { sseEvent, sseNotice } from './sse-encoding.ts'
import { lastChunk, type Packing, sseBytes, sseEnd, sseHead, sumIn } from './sse-packing.ts'

/** One client's answer that goes on, from behind its head to its end. */
export interface SseStream {
  /** It ends, or has ended: nothing is written for it any more, and its place is free. More does no harm. */
  letGo(): void
}

/** What all streams have in common. */
export interface SseHouse {
  hub: Hub
  renewals: Renewals
  count: FeedCount
  retryMs: () => number
  /** Who is no longer to be told when the socket closes. */
  release(socket: Socket): void
}

export interface SseStreamOptions {
  outgoing: ServerResponse
  socket: Socket
  packing: Packing
  place: Place
  /** Has the client told of what happens to its user. Returns its stop. */
  listen: (listener: NoticeListener) => (() => void) | undefined
  asked: Omit<SubscribeOptions, 'output'>
}

/** An EventSource waits so long before it asks anew, ms: at once, but not again and again at once. */
const renewAfterMs = 100

export function openSseStream(house: SseHouse, options: SseStreamOptions): SseStream {
  return new ClientStream(house, options)
}

/** There are many: an object each, not one and a closure for everything it can do. */
class ClientStream implements SseStream, Output, NoticeListener, Renewable {
  readonly #outlet: Outlet
  readonly #packing: Packing
  readonly #house: SseHouse
  #sent = 0
  /** Of the text that was sent, where it is deflated. */
  #sum: Adler = adlerOfNothing
  readonly #outgoing: ServerResponse
  readonly #socket: Socket
  readonly #place: Place
  readonly #subscription: Subscription
  readonly #stopTelling: (() => void) | undefined
  #isHeld = true

  constructor(house: SseHouse, options: SseStreamOptions) {
    const { outgoing, socket, packing, place, listen, asked } = options
    const { hub, renewals, count } = house
    this.#house = house
    this.#outgoing = outgoing
    this.#socket = socket
    this.#packing = packing
    this.#place = place
    this.#outlet = makeOutlet(socket, count)
    count.clients++
    const head = sseHead(packing)
    if (head) this.write(head)
    this.#subscription = hub.subscribe({ output: this, ...asked })
    this.#stopTelling = listen(this)
    renewals.watch(this)
  }

  ready(): boolean {
    return this.#outlet.ready()
  }

  write(bytes: Uint8Array): void {
    this.#sent += bytes.byteLength
    if (this.#packing === 'deflated') this.#add(bytes)
    this.#outlet.write(bytes)
  }

  hello(hello: Hello): void {
    const retry = `retry: ${this.#house.retryMs()}\n`
    this.write(sseBytes(retry + sseEvent('connected', helloText(hello)), this.#packing))
  }

  tell(notice: Notice): void {
    this.write(sseBytes(sseNotice(notice), this.#packing))
    this.#subscription.interrupted()
  }

  /** How much it was sent. */
  bytes(): number {
    return this.#sent
  }

  /** Ends the answer, and not the connection: the client asks anew on it, from where it stands. */
  renew(): void {
    if (!this.ready()) return
    this.letGo()
    this.#goodbye(renewal, { retry: renewAfterMs, retry_ms: 0 })
    // Node writes the last chunk, and ends the socket only where it can't be asked on again.
    this.#outgoing.end()
  }

  close(reason: CloseReason): void {
    const { count, retryMs } = this.#house
    if (reason === 'slow-consumer') count.slow++
    const retry = retryMs()
    this.#goodbye(reason, { retry, retry_ms: retry })
    this.#socket.end(this.#packing === 'plain' ? '' : lastChunk)
    linger(this.#socket)
  }

  letGo(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    const { renewals, count, release } = this.#house
    release(this.#socket)
    renewals.forget(this)
    this.#stopTelling?.()
    this.#subscription.close()
    count.clients--
    this.#place.leave()
  }

  #add(bytes: Uint8Array): void {
    const added = sumIn(bytes)
    if (added !== undefined) this.#sum = joinAdler(this.#sum, added)
  }

  #goodbye(reason: string, { retry, retry_ms }: { retry: number; retry_ms: number }): void {
    const event = sseEvent('goodbye', JSON.stringify({ reason, retry_ms }))
    this.write(sseBytes(`retry: ${retry}\n${event}`, this.#packing))
    const end = sseEnd(this.#packing, this.#sum)
    if (end) this.write(end)
    this.#outlet.close()
  }
}
