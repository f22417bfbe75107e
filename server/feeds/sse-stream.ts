import type { Socket } from 'node:net'
import type { Notice } from '../../shared/notice.ts'
import type { CloseReason, Hello } from '../../shared/protocol.ts'
import { type Answer, lastChunk } from '../http/lent-socket.ts'
import type { NoticeListener } from '../http/notices.ts'
import type { Hub, SubscribeOptions } from '../hub/hub.ts'
import type { Output } from '../hub/output.ts'
import type { Subscription } from '../hub/subscriber.ts'
import type { FeedCount } from './count.ts'
import type { Crowd, Wait } from './crowd.ts'
import { type Adler, adlerOfNothing, joinAdler } from './deflated.ts'
import { corkedOutlet, linger, makeOutlet, type Outlet } from './outlet.ts'
import type { Place } from './places.ts'
import type { Renewable, Renewals } from './renewal.ts'
import { helloEvents, sseGoodbye, sseNotice, sseRenewal } from './sse-encoding.ts'
import { type Packing, sseBytes, sseEnd, sseHead, sumIn } from './sse-packing.ts'

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
  crowd: Crowd
  now: () => number
  retryMs: () => number
  /** Who is no longer to be told when the socket closes. */
  release(socket: Socket): void
}

export interface SseStreamOptions {
  answer: Answer
  /** Corked, with the answer's head in it. */
  socket: Socket
  packing: Packing
  place: Place
  /** Has the client told of what happens to its user. Returns its stop. */
  listen: (listener: NoticeListener) => (() => void) | undefined
  asked: Omit<SubscribeOptions, 'output'>
}

export function openSseStream(house: SseHouse, options: SseStreamOptions): SseStream {
  return new ClientStream(house, options)
}

/** There are many: an object each, not one and a closure for everything it can do. */
class ClientStream implements SseStream, Output, NoticeListener, Renewable {
  #outlet: Outlet
  /** For the others of a crowd. */
  #wait: Wait | undefined
  readonly #packing: Packing
  readonly #house: SseHouse
  #sent = 0
  /** Of the text that was sent, where it is deflated. */
  #sum: Adler = adlerOfNothing
  readonly #answer: Answer
  readonly #socket: Socket
  readonly #place: Place
  readonly #subscription: Subscription
  readonly #stopTelling: (() => void) | undefined
  #isHeld = true

  constructor(house: SseHouse, options: SseStreamOptions) {
    const { answer, socket, packing, place, listen, asked } = options
    const { hub, renewals, count, crowd, now } = house
    this.#house = house
    this.#answer = answer
    this.#socket = socket
    this.#packing = packing
    this.#place = place
    this.#outlet = corkedOutlet(socket, count)
    count.clients++
    const head = sseHead(packing)
    if (head) this.write(head)
    this.write(sseBytes(`retry: ${house.retryMs()}\n`, packing))
    this.#subscription = hub.subscribe({ output: this, ...asked })
    this.#wait = crowd.come(now())
    crowd.write(() => this.#begin(), now())
    this.#stopTelling = listen(this)
    renewals.watch(this)
  }

  ready(now = this.#house.now()): boolean {
    if (this.#wait?.isOver(now)) this.#wait = undefined
    return this.#wait === undefined && this.#outlet.ready()
  }

  write(bytes: Uint8Array): void {
    this.#sent += bytes.byteLength
    if (this.#packing === 'deflated') this.#add(bytes)
    this.#outlet.write(bytes)
  }

  hello(hello: Hello): void {
    this.write(helloEvents[this.#packing](hello))
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
    this.#goodbye(sseRenewal)
    this.#answer.end()
  }

  close(reason: CloseReason): void {
    if (reason === 'slow-consumer') this.#house.count.slow++
    this.#goodbye(sseGoodbye(reason, this.#house.retryMs()))
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

  /** Has all that was said so far go out, by one write; from then on each message goes by itself. */
  #begin(): void {
    const socket = this.#socket
    socket.uncork()
    // It may have ended by now.
    if (this.#isHeld && socket.writable) this.#outlet = makeOutlet(socket, this.#house.count)
  }

  #add(bytes: Uint8Array): void {
    const added = sumIn(bytes)
    if (added !== undefined) this.#sum = joinAdler(this.#sum, added)
  }

  #goodbye(text: string): void {
    this.write(sseBytes(text, this.#packing))
    const end = sseEnd(this.#packing, this.#sum)
    if (end) this.write(end)
    this.#outlet.close()
  }
}
