import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * Answers a request whose upgrade is none of ours as if it had asked for none (RFC 9110 section
 * 7.8): curl --http2 and Java offer `h2c` with every request. Node has taken the socket away from
 * its HTTP by then, so the answer gets it back, for this one time.
 */
export function answerWithoutUpgrade(
  server: Server,
  incoming: IncomingMessage,
  socket: Duplex,
): void {
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  if (hasBody || !(socket instanceof Socket)) {
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
    return
  }
  const response = new ServerResponse(incoming)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.once('finish', () => socket.end())
  server.emit('request', incoming, response)
}
