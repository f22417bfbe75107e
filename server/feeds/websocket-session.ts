import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import {
  type CloseReason,
  closeCodes,
  type DownMessage,
  protocolVersion,
} from '../../shared/protocol.ts'
import type { NoticeListener } from '../http/notices.ts'
import type { Hub } from '../hub/hub.ts'
import type { Encoding } from '../hub/output.ts'
import { Acknowledgement } from './acknowledgement.ts'
import type { FeedCount } from './count.ts'
import { linger, makeOutlet } from './outlet.ts'
import { makeTokenBucket } from './token-bucket.ts'
import { isRefused, parseUpMessage } from './up-message.ts'
import { makeDialogue } from './websocket-dialogue.ts'
import { downMessage } from './websocket-encoding.ts'

/** One client's socket, from its opening to its end. */
export interface Session {
  /** Subscribes to what the path named. */
  subscribe(symbol: string): void
  /** Looks after the peer; call it now and then. Ends a socket that is dead or never used. */
  check(): void
  end(reason: CloseReason): void
}

export interface SessionOptions {
  ws: WebSocket
  /** The socket under `ws`. Both write to it, each always whole frames in one go. */
  socket: Duplex
  hub: Hub
  /** Has the client told of what happens to its user. Returns its stop. */
  listen: (listener: NoticeListener) => (() => void) | undefined
  encoding: Encoding
  /** Puts a ping behind a frame, shared by all sockets. */
  asking: (bytes: Uint8Array, now: number) => Uint8Array
  count: FeedCount
  now: () => number
  retryMs: () => number
}

const messagesPerSecond = 20
const messagesAtOnce = 40
/** What a client may leave unread of its answers before it is taken for one that doesn't read at all. */
const maxUnreadBytes = 1_048_576
/** A socket without a subscription outlives so many checks. */
const idleChecks = 4

export function openSession(options: SessionOptions): Session {
  const { ws, socket, hub, listen, encoding, asking, count, now, retryMs } = options
  const outlet = makeOutlet(socket, count)
  const acknowledgement = new Acknowledgement()
  const bucket = makeTokenBucket(messagesPerSecond, messagesAtOnce)
  const dialogue = makeDialogue({
    hub,
    encoding,
    output: {
      ready,
      write,
      close: end,
    },
    send,
    now,
  })
  /** Since the last check: heard of, silent, or silent though it was asked. */
  let life: 'heard' | 'silent' | 'asked' = 'heard'
  let checksUnused = 0

  function ready(): boolean {
    return ws.readyState === ws.OPEN && outlet.ready() && !acknowledgement.isOverdue(now())
  }

  function write(bytes: Uint8Array): void {
    const at = now()
    if (!acknowledgement.isDue(at)) {
      outlet.write(bytes)
      return
    }
    acknowledgement.ask(at)
    outlet.write(asking(bytes, at))
  }

  function send(message: DownMessage): void {
    if (ws.readyState === ws.OPEN) outlet.write(downMessage(message))
  }

  function end(reason: CloseReason): void {
    if (ws.readyState !== ws.OPEN) return
    if (reason === 'slow-consumer') count.slow++
    send({ type: 'goodbye', reason, retry_ms: retryMs() })
    dialogue.close()
    ws.close(closeCodes[reason], reason)
    linger(socket)
  }

  /** Takes note of a message; false where it is one too many, or comes after the end. */
  function admit(): boolean {
    life = 'heard'
    if (ws.readyState !== ws.OPEN) return false
    if (!bucket.take(now())) {
      const message = `At most ${messagesPerSecond} messages a second. Wait before you come back.`
      dialogue.refuse({ code: 'too-many-messages', message })
      end('too-many-messages')
      return false
    }
    if (outlet.pending() <= maxUnreadBytes) return true
    end('slow-consumer')
    return false
  }

  function take(data: RawData, isBinary: boolean): void {
    const parsed = isBinary
      ? {
          code: 'bad-message' as const,
          message: 'Messages must be text; binary ones are not read.',
        }
      : parseUpMessage(data.toString())
    if (isRefused(parsed)) dialogue.refuse(parsed)
    else dialogue.take(parsed)
  }

  ws.on('message', (data, isBinary) => {
    if (admit()) take(data, isBinary)
  })
  ws.on('ping', admit)
  ws.on('pong', (payload) => {
    life = 'heard'
    acknowledgement.take(payload)
  })
  // What the peer did wrong is told by the close code that ws sends; there is nothing to add.
  ws.on('error', () => linger(socket))
  ws.once('close', () => {
    stopTelling?.()
    dialogue.close()
  })

  const { market, simulated } = hub.status()
  send({ type: 'connected', protocol: protocolVersion, market, simulated, server_time: now() })
  const stopTelling = listen({ ready, tell: send })

  return {
    subscribe: (symbol) => dialogue.take({ type: 'subscribe', symbols: [symbol] }),
    check() {
      checksUnused = dialogue.isUsed() ? 0 : checksUnused + 1
      if (life === 'asked') ws.terminate()
      else if (checksUnused > idleChecks) end('idle')
      else if (life === 'silent' && ws.readyState === ws.OPEN) ws.ping()
      life = life === 'heard' ? 'silent' : 'asked'
    },
    end,
  }
}
