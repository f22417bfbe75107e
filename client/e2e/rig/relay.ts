import { createServer, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What passes between the browser and the server, as the network sees it. */
export interface Relay {
  readonly origin: string
  /** How many streams of prices are open just now: WebSockets and server-sent events. */
  streams(): number
  /** Paths of all requests so far, the newest last; a WebSocket's begins with `ws:`. */
  readonly passed: readonly string[]
  /** Like the many proxies in offices that know no WebSocket: such requests get a 403. */
  refuseWebSockets: boolean
  /** All connections are cut, and new ones too, until it is whole again. */
  broken: boolean
  /** Appended to the service worker's script, which makes it another version. */
  workerSuffix: string
}

/** Paths whose answers go on for as long as the client listens. */
const streamPath = /^\/api\/sse\/prices/

/** A reverse proxy before a server on this machine. */
export async function startRelay(port: number): Promise<Relay> {
  const open = new Set<object>()
  const passed: string[] = []
  const sockets = new Set<Socket>()
  let isBroken = false

  const server = createServer((incoming, answer) => {
    passed.push(incoming.url ?? '')
    const isWorker = incoming.url === '/sw.js'
    const { method, url: path, headers } = incoming
    if (isWorker) {
      // What is added to the worker's script is plain text, and the whole is never as it was.
      headers['accept-encoding'] = 'identity'
      delete headers['if-none-match']
      delete headers['if-modified-since']
    }
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      const { 'content-length': length, etag, 'last-modified': at, ...others } = response.headers
      const isLonger = isWorker && response.statusCode === 200
      answer.writeHead(response.statusCode ?? 502, isLonger ? others : response.headers)
      answer.flushHeaders()
      response.pipe(answer, { end: !isLonger })
      if (isLonger) response.on('end', () => answer.end(relay.workerSuffix))
    })
    outgoing.on('error', () => answer.destroy())
    if (streamPath.test(incoming.url ?? '')) open.add(answer)
    answer.on('close', () => {
      open.delete(answer)
      outgoing.destroy()
    })
    incoming.pipe(outgoing)
  })

  server.on('upgrade', (incoming, socket: Socket, head) => {
    passed.push(`ws:${incoming.url}`)
    if (relay.refuseWebSockets) {
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
      return
    }
    const upstream = connect(port, '127.0.0.1', () => {
      upstream.write(rawHead(incoming))
      upstream.write(head)
      socket.pipe(upstream)
      upstream.pipe(socket)
    })
    open.add(socket)
    socket.on('close', () => {
      open.delete(socket)
      upstream.destroy()
    })
    upstream.on('close', () => socket.destroy())
    for (const end of [socket, upstream]) end.on('error', () => end.destroy())
  })

  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    if (isBroken) socket.destroy()
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const relay: Relay = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    streams: () => open.size,
    passed,
    refuseWebSockets: false,
    get broken() {
      return isBroken
    },
    set broken(next) {
      isBroken = next
      if (next) for (const socket of sockets) socket.destroy()
    },
    workerSuffix: '',
  }
  return relay
}

/** The request's own lines, for the server to answer the handshake. */
function rawHead({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`]
  for (let i = 0; i < rawHeaders.length; i += 2)
    lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
