import { IncomingMessage } from 'node:http'

/** What is answered for as long as its client likes. */
const streams = /^\/api\/(?:sse\/prices|notification\/stream)(?:\?|$)/

/**
 * A request, for which Node's HTTP lets go of the socket where its answer is a stream: its parser, and
 * whatever else it keeps for as long as an answer goes on, is half of what such a connection costs. It
 * does the same for upgrades, and that is what it takes a stream's request for: the server gets it as
 * an `upgrade` and answers it by itself (lent-socket.ts).
 *
 * For that Node asks `upgrade`, which is private to it. Where it doesn't, or nobody listens for
 * upgrades, nothing is lost but the memory: the request comes as any other.
 */
export class StreamRequest extends IncomingMessage {
  // No field of its own: Node says what it has parsed while the object is still being made.
  declare private isLetGo: boolean
  declare private isDecided: true | undefined

  /** Once for all: it is asked again whenever something comes behind it. */
  get upgrade(): boolean {
    if (this.isDecided === undefined) {
      this.isDecided = true
      this.isLetGo ||= isStream(this)
    }
    return this.isLetGo
  }

  set upgrade(value: boolean) {
    this.isLetGo = value
  }
}

/** Whatever needs more of HTTP than to be read and answered goes the usual way. */
function isStream({ method, url = '', headers, socket }: IncomingMessage): boolean {
  if (method !== 'GET' || !streams.test(url) || headers.host === undefined) return false
  if (headers['content-length'] ?? headers['transfer-encoding'] ?? headers.expect) return false
  // Another answer is still on its way, and Node keeps their order.
  return !('_httpMessage' in socket && socket._httpMessage)
}
