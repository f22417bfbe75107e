import type { Duplex } from 'node:stream'
import { type RawData, WebSocket } from 'ws'
import {
  type CloseReason,
  closeCodes,
  type DownMessage,
  type Hello,
  protocolVersion,
} from '../../shared/protocol.ts'
import type { NoticeListener } from '../http/notices.ts'
import type { Hub } from '../hub/hub.ts'
import type { Encoding } from '../hub/output.ts'
import { Acknowledgement } from './acknowledgement.ts'
import type { FeedCount } from './count.ts'
import { linger, makeOutlet, type Outlet } from './outlet.ts'
import { makeTokenBucket, type TokenBucket } from './token-bucket.ts'
import { isRefused, parseUpMessage } from './up-message.ts'
import { type Dialogue, makeDialogue, type Peer } from './websocket-dialogue.ts'
import { downMessage, pingMessage, pongMessage } from './websocket-encoding.ts'

/** One client's socket, from its opening to its end. */
export interface Session {
  /** Subscribes to what the path named. */
  subscribe(symbol: string): void
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
  now: () => number
  retryMs: () => number
}

export interface SessionOptions {
  ws: ClientSocket
  /** The socket under `ws`, which writes to it in public when it closes, and never before. */
  socket: Duplex
  /** Has the client told of what happens to its user. Returns its stop. */
  listen: (listener: NoticeListener) => (() => void) | undefined
  encoding: Encoding
}

/** Tells at once that it is closing, whoever has begun it: nothing may come behind the frame that says so. */
export class ClientSocket extends WebSocket {
  onClosing: (() => void) | undefined

  override close(code?: number, reason?: string | Buffer): void {
    this.onClosing?.()
    super.close(code, reason)
  }
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
 */
class ClientSession implements Session, Peer, NoticeListener {
  readonly #outlet: Outlet
  readonly #acknowledgement = new Acknowledgement()
  readonly #house: SessionHouse
  readonly #ws: ClientSocket
  readonly #socket: Duplex
  readonly #dialogue: Dialogue
  readonly #bucket: TokenBucket = makeTokenBucket(messagesPerSecond, messagesAtOnce)
  readonly #stopTelling: (() => void) | undefined
  /** Since the last check: heard of, silent, or silent though it was asked. */
  #life: 'heard' | 'silent' | 'asked' = 'heard'
  #checksUnused = 0

  constructor(house: SessionHouse, { ws, socket, listen, encoding }: SessionOptions) {
    const { hub, count, now } = house
    this.#house = house
    this.#ws = ws
    this.#socket = socket
    this.#outlet = makeOutlet(socket, count)
    this.#dialogue = makeDialogue({ hub, encoding, peer: this, now })
    this.#hear(ws)
    const { market, simulated } = hub.status()
    this.tell({
      type: 'connected',
      protocol: protocolVersion,
      market,
      simulated,
      server_time: now(),
    })
    this.#stopTelling = listen(this)
  }

  ready(now = this.#house.now()): boolean {
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
    this.#dialogue.hello(hello)
  }

  tell(message: DownMessage): void {
    this.#outlet.write(downMessage(message))
  }

  subscribe(symbol: string): void {
    this.#dialogue.take({ type: 'subscribe', symbols: [symbol] })
  }

  check(): void {
    this.#checksUnused = this.#dialogue.isUsed() ? 0 : this.#checksUnused + 1
    if (this.#life === 'asked') this.#ws.terminate()
    else if (this.#checksUnused > idleChecks) this.close('idle')
    else if (this.#life === 'silent') this.#outlet.write(emptyPing)
    this.#life = this.#life === 'heard' ? 'silent' : 'asked'
  }

  close(reason: CloseReason): void {
    if (this.#ws.readyState !== WebSocket.OPEN) return
    const { count, retryMs } = this.#house
    if (reason === 'slow-consumer') count.slow++
    this.tell({ type: 'goodbye', reason, retry_ms: retryMs() })
    this.#dialogue.close()
    this.#ws.close(closeCodes[reason], reason)
    linger(this.#socket)
  }

  #hear(ws: ClientSocket): void {
    ws.onClosing = () => this.#outlet.close()
    ws.on('message', (data, isBinary) => {
      if (this.#admit()) this.#take(data, isBinary)
    })
    ws.on('ping', (payload) => {
      if (this.#admit()) this.#outlet.write(pongMessage(payload))
    })
    ws.on('pong', (payload) => {
      this.#life = 'heard'
      this.#acknowledgement.take(payload)
    })
    // What the peer did wrong is told by the close code that ws sends; there is nothing to add.
    ws.on('error', () => linger(this.#socket))
    ws.once('close', () => {
      this.#outlet.close()
      this.#stopTelling?.()
      this.#dialogue.close()
    })
  }

  /** Takes note of a message; false where it is one too many, or comes after the end. */
  #admit(): boolean {
    this.#life = 'heard'
    if (this.#ws.readyState !== WebSocket.OPEN) return false
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

  #take(data: RawData, isBinary: boolean): void {
    const parsed = isBinary
      ? {
          code: 'bad-message' as const,
          message: 'Messages must be text; binary ones are not read.',
        }
      : parseUpMessage(data.toString())
    if (isRefused(parsed)) this.#dialogue.refuse(parsed)
    else this.#dialogue.take(parsed)
  }
}
