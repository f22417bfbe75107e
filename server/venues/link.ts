import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'

/** Why a connection is over. */
export type Ending =
  /** The upgrade was answered by an HTTP status. */
  | { kind: 'refused'; status: number; retryAfterMs: number | undefined }
  | { kind: 'closed'; code: number; reason: string }
  /** It never opened, or broke the protocol. */
  | { kind: 'failed'; reason: string }
  /** No figure of any instrument came, whatever else did. */
  | { kind: 'silent'; ms: number }

export interface LinkEvents {
  opened(): void
  text(text: string): void
  binary(bytes: number): void
  /** Once, and nothing after it. */
  ended(ending: Ending): void
}

/** One connection, from its start to its end. */
export interface Link {
  send(text: string): void
  /** Ends it at once; nothing is heard any more, not even the end. */
  leave(): void
}

export interface LinkLimits {
  handshakeMs: number
  maxMessageBytes: number
}

export function openLink(url: string, limits: LinkLimits, events: LinkEvents): Link {
  const socket = new WebSocket(url, {
    // Upstream compression makes the memory of `ws` grow under load, and costs more than it saves.
    perMessageDeflate: false,
    handshakeTimeout: limits.handshakeMs,
    maxPayload: limits.maxMessageBytes,
    followRedirects: false,
  })
  let over = false
  let failure: string | undefined

  const end = (ending: Ending) => {
    if (over) return
    over = true
    events.ended(ending)
  }

  socket.on('open', () => {
    if (!over) events.opened()
  })
  socket.on('message', (data, isBinary) => {
    // With the default `binaryType` it always is a Buffer.
    if (over || !Buffer.isBuffer(data)) return
    if (isBinary) events.binary(data.byteLength)
    else events.text(data.toString())
  })
  socket.on('unexpected-response', (_request, response: IncomingMessage) => {
    const status = response.statusCode ?? 0
    end({ kind: 'refused', status, retryAfterMs: parseRetryAfter(response.headers['retry-after']) })
    socket.terminate()
  })
  // `close` always follows and says the rest.
  socket.on('error', (error) => {
    failure = error.message || ('code' in error ? String(error.code) : error.name)
  })
  socket.on('close', (code, reason) => {
    if (failure !== undefined) end({ kind: 'failed', reason: failure })
    else end({ kind: 'closed', code, reason: reason.toString().slice(0, 120) })
  })

  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    leave() {
      over = true
      // The close frame is on its way; waiting for the answer would keep a dead socket for 30 s.
      socket.close()
      socket.terminate()
    },
  }
}

/** Longest that a Retry-After is believed: Binance bans for three days at most. */
const longestRetryMs = 3 * 86_400_000

/** Milliseconds of a Retry-After, RFC 9110 section 10.2.3: seconds, or a date. */
export function parseRetryAfter(text: string | undefined | null): number | undefined {
  if (!text) return undefined
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return ms >= 0 ? Math.min(ms, longestRetryMs) : undefined
}
