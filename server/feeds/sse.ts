import type { Socket } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { parseCursor } from '../../shared/cursor.ts'
import { type Format, renewal } from '../../shared/protocol.ts'
import { keep } from '../http/lent-socket.ts'
import type { NoticeListener } from '../http/notices.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import { rememberedQuery } from '../http/remembered-query.ts'
import type { Encoding } from '../hub/output.ts'
import { makeCrowd } from './crowd.ts'
import type { StreamOptions } from './feed.ts'
import { allUnknown, sseQuery } from './query.ts'
import { makeRenewals, type RenewalOptions } from './renewal.ts'
import { eventStreamHeaders, sseEncoding } from './sse-encoding.ts'
import { type Packing, packingOf } from './sse-packing.ts'
import { takeSsePlace } from './sse-place.ts'
import { openSseStream, type SseHouse, type SseStream } from './sse-stream.ts'

export interface SseOptions extends StreamOptions, RenewalOptions {}

/**
 * Server-Sent Events. The answer's head goes through Node's HTTP; from then on the body is ours:
 * chunks that were made once for a whole cohort are written to the socket as they are.
 */
export function sseFeed(options: SseOptions): Hono<{ Bindings: HttpBindings }> {
  const { hub, count, origins, retryMs, notices, now } = options
  const encodings = new Map<string, Encoding>()
  const streams = new Map<Socket, SseStream>()
  const renewals = makeRenewals(options)
  const house: SseHouse = {
    ...{ hub, renewals, count, retryMs, now, crowd: makeCrowd() },
    release(socket) {
      socket.off('close', letGo)
      streams.delete(socket)
    },
  }

  // The same for all sockets, where each would cost a closure each.
  function letGo(this: Socket): void {
    streams.get(this)?.letGo()
  }

  function encodingOf(format: Format, packing: Packing): Encoding {
    const key = `${format}.${packing}`
    const encoding = encodings.get(key) ?? sseEncoding(format, packing, count)
    encodings.set(key, encoding)
    return encoding
  }

  return new Hono<{ Bindings: HttpBindings }>().get(
    '/api/sse/prices',
    describeRoute({
      summary: 'Live prices as Server-Sent Events',
      description:
        'Opens with `connected` (a Hello); then `price` events, or with `format=frame` events ' +
        'without a name, each a frame in base64; `heartbeat` when nothing changes; `connected` again when an epoch begins; ' +
        'with a session’s cookie also `notification`, `standing` and `session-ended` (a Notice); ' +
        '`goodbye` before the server ends the stream, as it does at least every eleven minutes, with ' +
        `the reason \`${renewal}\`: ask anew at once. \`id:\` is the cursor: the Last-Event-ID ` +
        'header resumes, as does `cursor`, which wins. `price` events come with the coding `deflate` ' +
        'to whoever accepts it.',
      responses: {
        200: {
          description: 'The stream.',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      },
    }),
    rememberedQuery(validator('query', sseQuery, refuse)),
    (c) => {
      const { symbols, detail, format, cursor, interval, heartbeat } = c.req.valid('query')
      const unlisted = allUnknown(hub, symbols)
      if (unlisted) return problemResponse(unlisted)
      if (c.req.method === 'HEAD') return new Response(null, { headers: eventStreamHeaders })

      const { incoming, outgoing } = c.env
      const taken = takeSsePlace(c.env, options)
      if (taken instanceof Response) return taken
      const { socket, place } = taken

      const { origin } = incoming.headers
      const mayRead = origin !== undefined && origins.includes(origin)
      const packing = packingOf(incoming, format)
      // The head goes out with what is told first.
      socket.cork()
      outgoing.writeHead(200, {
        ...eventStreamHeaders,
        vary: mayRead ? 'accept-encoding, origin' : 'accept-encoding',
        ...(mayRead && { 'access-control-allow-origin': origin }),
        ...(packing === 'deflated' && { 'content-encoding': 'deflate' }),
      })
      outgoing.flushHeaders()
      // Whether it is read, the hub looks after; it may be silent for longer than others.
      socket.setTimeout(0)
      if (socket.destroyed) {
        place.leave()
        return RESPONSE_ALREADY_SENT
      }
      const resumeFrom = cursor ?? c.req.header('last-event-id')
      const asked = {
        encoding: encodingOf(format, packing),
        symbols,
        detail,
        cursor: resumeFrom !== undefined && parseCursor(resumeFrom) ? resumeFrom : undefined,
        intervalMs: interval,
        heartbeatMs: heartbeat,
      }
      const listen = (listener: NoticeListener) => notices?.listen(incoming, listener)
      const about = { answer: keep(outgoing), socket, packing, place, listen, asked }
      streams.set(socket, openSseStream(house, about))
      socket.on('close', letGo)
      return RESPONSE_ALREADY_SENT
    },
  )
}
