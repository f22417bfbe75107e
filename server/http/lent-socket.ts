import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Ends a chunked body (RFC 9112 section 7.1). */
export const lastChunk = '0\r\n\r\n'

/*
 *   upgrade ─▶ answer ─┬─ ends ─────────────────────────────────────▶ the socket is given back
 *                      └─ keep(): goes on, written by others ─ end() ─▶ the same
 */

/**
 * Answers a request whose socket Node's HTTP has let go of: a stream's (see stream-request.ts), or one
 * whose upgrade is none of ours, as if it had asked for none (RFC 9110 section 7.8): curl --http2 and
 * Java offer `h2c` with every request.
 */
export function answerLent(
  server: Server,
  incoming: IncomingMessage,
  { socket, head }: { socket: Duplex; head: Buffer },
): void {
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  if (hasBody || !(socket instanceof Socket)) {
    socket.on('error', () => socket.destroy())
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
    return
  }
  const response = new LentResponse(incoming, server)
  try {
    response.assignSocket(socket)
  } catch {
    // The answer to an earlier request isn't whole yet, and nothing may come in between.
    socket.destroy()
    return
  }
  // What comes behind the request waits there for its answer's end.
  if (head.length > 0) socket.unshift(head)
  socket.on('error', destroy).on('timeout', destroy).on('end', end)
  response.once('finish', () => response.keep()?.giveBack())
  server.emit('request', incoming, response)
}

/** What is left of an answer whose head is written, and the rest by others. */
export interface Answer {
  /** Writes the last chunk; the connection takes the next request where its client may ask on it again. */
  end(): void
}

/** Takes over behind the head. A socket that is lent needs request and answer no longer. */
export function keep(outgoing: ServerResponse): Answer {
  return (outgoing instanceof LentResponse && outgoing.keep()) || outgoing
}

/** An answer that its socket may outlive, as may what is written behind its head. */
class LentResponse extends ServerResponse {
  readonly #server: Server

  constructor(incoming: IncomingMessage, server: Server) {
    super(incoming)
    this.#server = server
    const wantsEnd = /\bclose\b/i.test(incoming.headers.connection ?? '')
    this.shouldKeepAlive &&= !wantsEnd
  }

  keep(): LentSocket | undefined {
    const { socket, chunkedEncoding: isChunked } = this
    if (socket === null) return undefined
    this.detachSocket(socket)
    const server = this.shouldKeepAlive ? this.#server : undefined
    return new LentSocket(socket, { server, isChunked })
  }
}

/** There are many: an object each, and nothing else. */
class LentSocket implements Answer {
  readonly #socket: Socket
  /** Absent where the client asks nothing more on this connection. */
  readonly #server: Server | undefined
  readonly #isChunked: boolean

  constructor(
    socket: Socket,
    { server, isChunked }: { server: Server | undefined; isChunked: boolean },
  ) {
    this.#socket = socket
    this.#server = server
    this.#isChunked = isChunked
  }

  end(): void {
    if (this.#isChunked) this.#socket.write(lastChunk)
    this.giveBack()
  }

  /** To Node's HTTP, for the next request; or ends the connection. */
  giveBack(): void {
    const socket = this.#socket
    if (this.#server === undefined || !socket.writable) {
      socket.end()
      return
    }
    socket.off('error', destroy).off('timeout', destroy).off('end', end)
    this.#server.emit('connection', socket)
  }
}

// The same for all sockets, where each would cost a closure each.
function destroy(this: Socket): void {
  this.destroy()
}

function end(this: Socket): void {
  this.end()
}
