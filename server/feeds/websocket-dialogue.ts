import { type DownMessage, type Hello, maxSymbols, type UpMessage } from '../../shared/protocol.ts'
import { unreachable } from '../../shared/unreachable.ts'
import type { Hub } from '../hub/hub.ts'
import type { Encoding, Output } from '../hub/output.ts'
import type { Subscription } from '../hub/subscriber.ts'
import type { Refused } from './up-message.ts'

/** What is said on one socket: a client's messages and their answers, about one subscription. */
export interface Dialogue {
  take(message: UpMessage): void
  refuse(refused: Refused): void
  /** Takes note of what the client is told when a subscription or an epoch begins. */
  note(hello: Hello): void
  /** Whether anything is subscribed. */
  isUsed(): boolean
  close(): void
}

export interface DialogueOptions {
  hub: Hub
  encoding: Encoding
  peer: Peer
  now: () => number
}

/** The client, who is told of prices as an output, and of all else here. */
export interface Peer extends Output {
  tell(message: DownMessage): void
}

export function makeDialogue(options: DialogueOptions): Dialogue {
  return new ClientDialogue(options)
}

type Subscribe = UpMessage & { type: 'subscribe' }

/** There are many: an object each, not one and a closure for everything it can do. */
class ClientDialogue implements Dialogue {
  readonly #options: DialogueOptions
  #subscription: Subscription | undefined
  /** What the client has asked for first and nobody lists, until it is told so. */
  #unknown: readonly string[] = none

  constructor(options: DialogueOptions) {
    this.#options = options
  }

  take(message: UpMessage): void {
    switch (message.type) {
      case 'subscribe':
        if (this.#subscription) this.#extend(this.#subscription, message)
        else this.#subscription = this.#open(message)
        break
      case 'unsubscribe':
        this.#unsubscribe(message)
        break
      case 'cadence':
        this.#pace(message)
        break
      case 'ping':
        this.#pong(message)
        break
      default:
        unreachable(message)
    }
  }

  refuse(refused: Refused): void {
    this.#options.peer.tell({ type: 'error', ...refused })
  }

  note({ unknown }: Hello): void {
    if (this.#subscription === undefined) this.#unknown = unknown
  }

  isUsed(): boolean {
    return this.#subscription !== undefined && this.#subscription.count([]) > 0
  }

  close(): void {
    this.#subscription?.close()
  }

  #tellUnknown(symbols: readonly string[]): void {
    if (symbols.length === 0) return
    const message = 'Nobody lists these symbols. GET /api/instruments tells which are there.'
    this.refuse({ code: 'unknown-symbol', message, symbols: [...symbols] })
  }

  #open({ symbols, detail, cursor, interval_ms, heartbeat_ms }: Subscribe): Subscription {
    const { hub, encoding, peer } = this.#options
    const opened = hub.subscribe({
      output: peer,
      encoding,
      symbols,
      detail,
      cursor,
      intervalMs: interval_ms,
      heartbeatMs: heartbeat_ms,
    })
    this.#tellUnknown(this.#unknown)
    this.#unknown = none
    return opened
  }

  #extend(to: Subscription, message: Subscribe): void {
    const { symbols, detail, cursor, interval_ms, heartbeat_ms } = message
    if (to.count(symbols) > maxSymbols) {
      const text = `At most ${maxSymbols} symbols on one socket. Unsubscribe from some first.`
      this.refuse({ code: 'too-many-symbols', message: text })
      return
    }
    if (interval_ms !== undefined || heartbeat_ms !== undefined) {
      to.pace({ intervalMs: interval_ms, heartbeatMs: heartbeat_ms })
    }
    this.#tellUnknown(to.add(symbols, { since: cursor, detail }).unknown)
  }

  #unsubscribe({ symbols: asked }: UpMessage & { type: 'unsubscribe' }): void {
    const symbols = this.#subscription?.remove(asked).removed ?? []
    if (symbols.length > 0) this.#options.peer.tell({ type: 'unsubscribed', symbols })
    else {
      const message = 'None of these symbols was subscribed.'
      this.refuse({ code: 'not-subscribed', message })
    }
  }

  #pace({ interval_ms, heartbeat_ms }: UpMessage & { type: 'cadence' }): void {
    if (this.#subscription) {
      this.#subscription.pace({ intervalMs: interval_ms, heartbeatMs: heartbeat_ms })
      return
    }
    const message = 'Subscribe first; the cadence belongs to it.'
    this.refuse({ code: 'not-subscribed', message })
  }

  #pong({ id }: UpMessage & { type: 'ping' }): void {
    const { peer, now } = this.#options
    peer.tell({ type: 'pong', ...(id !== undefined && { id }), server_time: now() })
  }
}

const none: readonly string[] = []
