import type { Duplex } from 'node:stream'
import {
  type CloseReason,
  closeCodes,
  type DownMessage,
  type Hello,
  type UpMessage,
} from '../../shared/protocol.ts'
import type { NoticeListener } from '../http/notices.ts'
import type { Hub } from '../hub/hub.ts'
import type { Encoding } from '../hub/output.ts'
import { Acknowledgement } from './acknowledgement.ts'
import type { FeedCount } from './count.ts'
import type { Crowd, Wait } from './crowd.ts'
import { makeGathering } from './gathering.ts'
import { linger, makeOutlet, type Outlet } from './outlet.ts'
import type { Place } from './places.ts'
import { makeTokenBucket, type TokenBucket } from './token-bucket.ts'
import { isRefused, parseUpMessage } from './up-message.ts'
import { type Dialogue, makeDialogue, type Peer } from './websocket-dialogue.ts'
import {
  closeMessage,
  downMessage,
  helloMessage,
  pingMessage,
  pongMessage,
} from './websocket-encoding.ts'
import type { Handshake } from './websocket-handshake.ts'
import { type Hearer, MessageReader } from './websocket-reader.ts'

/** One client's socket, from its opening to its end: whoever holds the socket tells what happens to it. */
export interface Session {
  /** Subscribes to what the path named. */
  subscribe(symbol: string): void
  receive(bytes: Buffer): void
  /** The client says nothing more. */
  ended(): void
  /** The socket is no more. */
  closed(): void
  /** Looks after the peer; call it now and then. Ends a socket that is dead or never used. */
  check(): void
  close(reason: CloseReason): void
}

/** What all sessions have in common. */
export interface SessionHouse {
  hub: Hub
  /** Puts a ping behind a frame, shared by all sockets. */
  asking: (bytes: Uint8Array, now: number) => Uint8Array
  count: FeedCount
  crowd: Crowd
  /** The answer to a handshake, and what every client is told first, in one. */
  greeting: (answer: string) => Buffer
  now: () => number
  retryMs: () => number
}

export interface SessionOptions {
  socket: Duplex
  handshake: Handshake
  place: Place
  /** Has the client told of what happens to its user. Returns its stop. */
  listen: (listener: NoticeListener) => (() => void) | undefined
  encoding: Encoding
}

const messagesPerSecond = 20
const messagesAtOnce = 40
/** What a client may leave unread of its answers before it is taken for one that doesn't read at all. */
const maxUnreadBytes = 1_048_576
/** A socket without a subscription outlives so many checks. */
const idleChecks = 4
const emptyPing = pingMessage(Buffer.alloc(0))

export function openSession(house: SessionHouse, options: SessionOptions): Session {
  return new ClientSession(house, options)
}

/**
 * There are many: an object each, not one and a closure for everything it can do. Each is looked at with
 * each frame, and what is needed then comes first.
 *
 *   open ── closing frame said ──▶ leaving ── theirs heard ──▶ over     nothing is read any more
 *     └──────── theirs heard, and answered; or what makes no sense ──▶┘
 */
class ClientSession implements Session, Peer, NoticeListener, Hearer {
  #outlet: Outlet
  readonly #acknowledgement: Acknowledgement
  readonly #house: SessionHouse
  /** What is said is still to be written with more. */
  #isGathering = false
  /** For the others of a crowd. */
  #wait: Wait | undefined
  #phase: 'open' | 'leaving' | 'over' = 'open'
  readonly #reader: MessageReader
  readonly #socket: Duplex
  readonly #place: Place
  readonly #dialogue: Dialogue
  readonly #bucket: TokenBucket = makeTokenBucket(messagesPerSecond, messagesAtOnce)
  readonly #stopTelling: (() => void) | undefined
  /** Since the last check: heard of, silent, or silent though it was asked. */
  #life: 'heard' | 'silent' | 'asked' = 'heard'
  #checksUnused = 0

  constructor(house: SessionHouse, options: SessionOptions) {
    const { socket, handshake, place, listen, encoding } = options
    const { hub, count, now } = house
    this.#house = house
    this.#socket = socket
    this.#place = place
    this.#reader = new MessageReader(handshake.form === 'deflated')
    this.#outlet = makeOutlet(socket, count)
    this.#acknowledgement = new Acknowledgement(now())
    this.#dialogue = makeDialogue({ hub, encoding, peer: this, now })
    this.#together(() => this.#outlet.write(house.greeting(handshake.answer)))
    this.#stopTelling = listen(this)
  }

  get isOpen(): boolean {
    return this.#phase === 'open'
  }

  ready(now = this.#house.now()): boolean {
    if (this.#wait?.isOver(now)) this.#wait = undefined
    if (this.#wait !== undefined) return false
    return this.#outlet.ready() && !this.#acknowledgement.isOverdue(now)
  }

  write(bytes: Uint8Array, now: number): void {
    if (!this.#acknowledgement.isDue(now)) {
      this.#outlet.write(bytes)
      return
    }
    this.#acknowledgement.ask(now)
    this.#outlet.write(this.#house.asking(bytes, now))
  }

  hello(hello: Hello): void {
    this.#dialogue.note(hello)
    this.#outlet.write(helloMessage(hello))
  }

  tell(message: DownMessage): void {
    this.#outlet.write(downMessage(message))
  }

  subscribe(symbol: string): void {
    this.#answer({ type: 'subscribe', symbols: [symbol] })
  }

  check(): void {
    this.#checksUnused = this.#dialogue.isUsed() ? 0 : this.#checksUnused + 1
    if (this.#life === 'asked') this.#socket.destroy()
    else if (this.#checksUnused > idleChecks) this.close('idle')
    else if (this.#life === 'silent') this.#outlet.write(emptyPing)
    this.#life = this.#life === 'heard' ? 'silent' : 'asked'
  }

  close(reason: CloseReason): void {
    if (!this.isOpen) return
    const { count, retryMs } = this.#house
    if (reason === 'slow-consumer') count.slow++
    this.tell({ type: 'goodbye', reason, retry_ms: retryMs() })
    this.#leave(closeCodes[reason], reason)
  }

  receive(bytes: Buffer): void {
    if (this.#phase === 'over') return
    const wrong = this.#reader.read(bytes, this)
    if (wrong === undefined) return
    this.#leave(wrong)
    this.#end()
  }

  ended(): void {
    if (this.isOpen) linger(this.#socket)
    this.#outlet.close()
    this.#end()
  }

  closed(): void {
    this.#phase = 'over'
    this.#outlet.close()
    this.#place.leave()
    this.#stopTelling?.()
    this.#dialogue.close()
  }

  message(bytes: Buffer, isBinary: boolean): void {
    if (this.#admit()) this.#take(bytes, isBinary)
  }

  ping(payload: Buffer): void {
    if (this.#admit()) this.#outlet.write(pongMessage(payload))
  }

  pong(payload: Buffer): void {
    this.#life = 'heard'
    this.#acknowledgement.take(payload, this.#house.now())
  }

  farewell(code: number | undefined): void {
    this.#leave(code)
    this.#end()
  }

  /** Says the closing frame, behind which nothing comes. */
  #leave(code: number | undefined, reason?: string): void {
    if (!this.isOpen) return
    this.#phase = 'leaving'
    this.#outlet.write(closeMessage(code, reason))
    this.#outlet.close()
    this.#dialogue.close()
    linger(this.#socket)
  }

  #end(): void {
    this.#phase = 'over'
    this.#socket.end()
  }

  /** Takes note of a message; false where it is one too many. */
  #admit(): boolean {
    this.#life = 'heard'
    if (!this.#bucket.take(this.#house.now())) {
      const message = `At most ${messagesPerSecond} messages a second. Wait before you come back.`
      this.#dialogue.refuse({ code: 'too-many-messages', message })
      this.close('too-many-messages')
      return false
    }
    if (this.#outlet.pending() <= maxUnreadBytes) return true
    this.close('slow-consumer')
    return false
  }

  #take(bytes: Buffer, isBinary: boolean): void {
    const parsed = isBinary
      ? {
          code: 'bad-message' as const,
          message: 'Messages must be text; binary ones are not read.',
        }
      : parseUpMessage(bytes.toString())
    if (isRefused(parsed)) this.#dialogue.refuse(parsed)
    else this.#answer(parsed)
  }

  #answer(message: UpMessage): void {
    this.#together(() => this.#dialogue.take(message))
    if (message.type === 'subscribe') this.#wait = this.#house.crowd.come(this.#house.now())
  }

  /** By one write, however much there is to say: a greeting and the first prices go together. */
  #together(say: () => void): void {
    if (this.#isGathering) {
      say()
      return
    }
    const { count, crowd, now } = this.#house
    const outlet = this.#outlet
    const gathering = makeGathering(outlet, count)
    this.#outlet = gathering
    this.#isGathering = true
    say()
    crowd.write(() => {
      this.#outlet = outlet
      this.#isGathering = false
      gathering.done()
    }, now())
  }
}
