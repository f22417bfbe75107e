import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type PerMessageDeflateOptions, WebSocketServer } from 'ws'
import { parseSymbol } from '../../shared/instrument.ts'
import { type CloseReason, subprotocols } from '../../shared/protocol.ts'
import { clientAddress, isAllowedOrigin } from '../http/client.ts'
import type { NoticeListener } from '../http/notices.ts'
import { rawProblem } from '../http/raw-problem.ts'
import { makeAsking } from './acknowledgement.ts'
import { enter, type Refusal, type StreamOptions } from './feed.ts'
import { answerWithoutUpgrade } from './ignored-upgrade.ts'
import { linger } from './outlet.ts'
import { sharedDeflate, takesSharedDeflate } from './shared-deflate.ts'
import { websocketDeflated, websocketFrames, websocketPrices } from './websocket-encoding.ts'
import { ClientSocket, openSession, type Session } from './websocket-session.ts'

export interface WebSocketFeed {
  /** Says goodbye to every client, subscribed or not, and takes no more. */
  stop(reason: CloseReason): void
}

export interface WebSocketOptions extends StreamOptions {
  now: () => number
  /** A page of another site has tried. */
  onRefused?(what: { path: string; origin: string }): void
  /** A peer that is silent for so long is pinged; one that stays so until twice later is dead. */
  pingMs?: number
}

/** Far above what 500 symbols take, so that too many of them are answered by an error of their own. */
const maxPayloadBytes = 262_144

interface Admitted {
  leave: () => void
  symbol: string | undefined
}

interface Refused {
  refusal: Refusal
}

/** Takes the server's upgrades: `/ws/price`, and `/ws/price/:symbol`, which is subscribed at once. */
export function attachWebSocket(server: Server, options: WebSocketOptions): WebSocketFeed {
  const { hub, count, notices, trustProxy, now, retryMs, pingMs = 30_000 } = options
  const sessions = new Set<Session>()
  const encodings = {
    json: websocketPrices(count),
    deflated: websocketDeflated(count),
    frame: websocketFrames(count),
  }
  const house = { hub, asking: makeAsking(), count, now, retryMs }
  const acceptors = { plain: makeAcceptor(false), deflating: makeAcceptor(sharedDeflate) }

  function admit(incoming: IncomingMessage): Admitted | Refused {
    const target = targetOf(incoming.url ?? '')
    if ('refusal' in target) return target
    if (!isAllowedOrigin(incoming, options)) {
      options.onRefused?.({ path: '/ws/price', origin: incoming.headers.origin ?? '' })
      const detail = 'Pages of this origin may not connect. EBB_ORIGINS on the server allows more.'
      return { refusal: { status: 403, detail } }
    }
    const entry = enter(options, clientAddress(incoming, trustProxy))
    return 'refusal' in entry ? entry : { ...entry, ...target }
  }

  /** A closure of its own: those that live as long as the socket would keep the whole request with them. */
  function telling(incoming: IncomingMessage) {
    return (listener: NoticeListener) => notices?.listen(incoming, listener)
  }

  function open(
    ws: ClientSocket,
    { socket, incoming, symbol }: { socket: Duplex; incoming: IncomingMessage; symbol?: string },
  ): void {
    const encoding = encodings[formOf(ws)]
    const listen = telling(incoming)
    const session = openSession(house, { ws, socket, listen, encoding })
    sessions.add(session)
    count.clients++
    ws.once('close', () => {
      sessions.delete(session)
      count.clients--
    })
    if (symbol !== undefined) session.subscribe(symbol)
  }

  server.on('upgrade', (incoming, socket, head) => {
    socket.on('error', destroy)
    if (incoming.headers.upgrade?.toLowerCase() !== 'websocket') {
      answerWithoutUpgrade(server, incoming, socket)
      return
    }
    const admitted = admit(incoming)
    if ('refusal' in admitted) {
      refuse(socket, admitted.refusal)
      return
    }
    if (socket.destroyed) admitted.leave()
    socket.once('close', admitted.leave)
    const acceptor = takesDeflated(incoming) ? acceptors.deflating : acceptors.plain
    acceptor.handleUpgrade(incoming, socket, head, (ws) => {
      const { symbol } = admitted
      open(ws, { socket, incoming, ...(symbol !== undefined && { symbol }) })
    })
  })

  const checks = setInterval(() => {
    for (const session of sessions) session.check()
  }, pingMs)

  return {
    stop(reason) {
      clearInterval(checks)
      for (const session of sessions) session.close(reason)
    },
  }
}

function makeAcceptor(perMessageDeflate: false | PerMessageDeflateOptions) {
  return new WebSocketServer({
    noServer: true,
    WebSocket: ClientSocket,
    // Sessions answer pings, each in its place among what else they write.
    autoPong: false,
    perMessageDeflate,
    maxPayload: maxPayloadBytes,
    clientTracking: false,
    handleProtocols: (offered) =>
      [subprotocols.frame, subprotocols.json].find((each) => offered.has(each)) ?? false,
  })
}

/** Frames are packed as closely already. */
function takesDeflated({ headers }: IncomingMessage): boolean {
  const asked = headers['sec-websocket-protocol'] ?? ''
  if (asked.split(',').some((each) => each.trim() === subprotocols.frame)) return false
  return takesSharedDeflate(headers['sec-websocket-extensions'])
}

function formOf({ protocol, extensions }: ClientSocket): 'frame' | 'deflated' | 'json' {
  if (protocol === subprotocols.frame) return 'frame'
  return extensions === '' ? 'json' : 'deflated'
}

function destroy(this: Duplex): void {
  this.destroy()
}

/** What a path asks for, or why it can't be had. */
function targetOf(url: string): { symbol: string | undefined } | Refused {
  const path = url.split('?')[0] ?? ''
  const match = /^\/ws\/price(?:\/([^/]+))?\/?$/.exec(path)
  if (match === null) {
    const detail = 'WebSockets are at /ws/price and /ws/price/<symbol>.'
    return { refusal: { status: 404, detail } }
  }
  const symbol = decode(match[1])
  if (symbol === undefined || parseSymbol(symbol) !== undefined) return { symbol }
  const detail = 'The path ends in something that is no symbol such as BTCUSDT.'
  return { refusal: { status: 400, detail } }
}

/** A path segment's text; one that is wrongly encoded stays as it is. */
function decode(segment: string | undefined): string | undefined {
  try {
    return segment && decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function refuse(
  socket: Duplex,
  refusal: Pick<Refusal, 'status' | 'detail'> & Partial<Refusal>,
): void {
  const { retryAfterSeconds, ...problem } = refusal
  const wait = retryAfterSeconds ? { 'retry-after': String(retryAfterSeconds) } : undefined
  socket.end(rawProblem(problem, wait))
  linger(socket)
}
