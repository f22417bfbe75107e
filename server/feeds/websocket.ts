import type { IncomingMessage, Server } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { CloseReason } from '../../shared/protocol.ts'
import { clientAddress, isAllowedOrigin } from '../http/client.ts'
import { answerLent } from '../http/lent-socket.ts'
import type { NoticeListener } from '../http/notices.ts'
import { rawProblem } from '../http/raw-problem.ts'
import { makeAsking } from './acknowledgement.ts'
import { makeCrowd } from './crowd.ts'
import { enter, type Refusal, type StreamOptions } from './feed.ts'
import { makeInlet } from './inlet.ts'
import { linger } from './outlet.ts'
import type { Place } from './places.ts'
import { isSymbol } from './spelling.ts'
import { websocketDeflated, websocketFrames, websocketPrices } from './websocket-encoding.ts'
import { makeGreeting } from './websocket-greeting.ts'
import { type Handshake, shakeHands } from './websocket-handshake.ts'
import { openSession, type Session } from './websocket-session.ts'

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

interface Admitted {
  symbol: string | undefined
  handshake: Handshake
  place: Place
}

interface Refused {
  refusal: Refusal
}

/** Takes the server's upgrades: `/ws/price`, and `/ws/price/:symbol`, which is subscribed at once. */
export function attachWebSocket(server: Server, options: WebSocketOptions): WebSocketFeed {
  const { hub, count, notices, trustProxy, now, retryMs, pingMs = 30_000 } = options
  const sessions = new Map<Duplex, Session>()
  const encodings = {
    json: websocketPrices(count),
    deflated: websocketDeflated(count),
    frame: websocketFrames(count),
  }
  const house = {
    ...{ hub, asking: makeAsking(), crowd: makeCrowd(), count, now, retryMs },
    greeting: makeGreeting({ status: hub.status, now }),
  }

  function admit(incoming: IncomingMessage): Admitted | Refused {
    const target = targetOf(incoming.url ?? '')
    if ('refusal' in target) return target
    if (!isAllowedOrigin(incoming, options)) {
      options.onRefused?.({ path: '/ws/price', origin: incoming.headers.origin ?? '' })
      const detail = 'Pages of this origin may not connect. EBB_ORIGINS on the server allows more.'
      return { refusal: { status: 403, detail } }
    }
    const handshake = shakeHands(incoming)
    if (handshake === undefined) {
      const detail = 'This is no handshake of WebSockets’ version 13 (RFC 6455).'
      return { refusal: { status: 400, detail } }
    }
    const entry = enter(options, clientAddress(incoming, trustProxy))
    return 'refusal' in entry ? entry : { ...target, ...entry, handshake }
  }

  /** A closure of its own: those that live as long as the socket would keep the whole request with them. */
  function telling(incoming: IncomingMessage) {
    return (listener: NoticeListener) => notices?.listen(incoming, listener)
  }

  function open(socket: Duplex, incoming: IncomingMessage, admitted: Admitted): Session {
    const { handshake, place } = admitted
    const encoding = encodings[handshake.form]
    const listen = telling(incoming)
    const session = openSession(house, { socket, handshake, place, listen, encoding })
    sessions.set(socket, session)
    count.clients++
    // It may be silent for longer than others: sessions look after their peers.
    if (socket instanceof Socket) socket.setTimeout(0)
    socket.on('end', onEnd).on('close', onClose)
    hearFrom(socket)
    return session
  }

  // The same for all sockets, where each would cost a closure each.
  const hearFrom = makeInlet(function (bytes) {
    sessions.get(this)?.receive(bytes)
  })

  function onEnd(this: Duplex): void {
    sessions.get(this)?.ended()
  }

  function onClose(this: Duplex): void {
    sessions.get(this)?.closed()
    sessions.delete(this)
    count.clients--
  }

  server.on('upgrade', (incoming, socket, head) => {
    if (incoming.headers.upgrade?.toLowerCase() !== 'websocket') {
      answerLent(server, incoming, { socket, head })
      return
    }
    socket.on('error', destroy)
    // Who has gone by now needs no place.
    if (socket.destroyed) return
    const admitted = admit(incoming)
    if ('refusal' in admitted) {
      refuse(socket, admitted.refusal)
      return
    }
    const session = open(socket, incoming, admitted)
    if (admitted.symbol !== undefined) session.subscribe(admitted.symbol)
    if (head.length > 0) session.receive(head)
  })

  const checks = setInterval(() => {
    for (const session of sessions.values()) session.check()
  }, pingMs)

  return {
    stop(reason) {
      clearInterval(checks)
      for (const session of sessions.values()) session.close(reason)
    },
  }
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
  if (symbol === undefined || isSymbol(symbol)) return { symbol }
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
  const wait = retryAfterSeconds && { 'retry-after': String(retryAfterSeconds) }
  // Whoever came with another version is told ours (RFC 6455 section 4.4).
  socket.end(rawProblem(problem, { 'sec-websocket-version': '13', ...wait }))
  linger(socket)
}
