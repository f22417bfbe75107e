import type { ServerResponse } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { parseCursor } from '../../shared/cursor.ts'
import type { CloseReason, Format } from '../../shared/protocol.ts'
import type { NoticeListener } from '../http/notices.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import type { Encoding, Output } from '../hub/output.ts'
import type { StreamOptions } from './feed.ts'
import { linger, makeOutlet } from './outlet.ts'
import { allUnknown, sseQuery } from './query.ts'
import {
  eventStreamHeaders,
  lastChunk,
  sseBytes,
  sseEncoding,
  sseEvent,
  sseNotice,
} from './sse-encoding.ts'
import { takeSsePlace } from './sse-place.ts'

/**
 * Server-Sent Events. The answer's head goes through Node's HTTP; from then on the body is ours:
 * chunks that were made once for a whole cohort are written to the socket as they are.
 */
export function sseFeed(options: StreamOptions): Hono<{ Bindings: HttpBindings }> {
  const { hub, count, origins, retryMs, notices } = options
  const encodings = new Map<string, Encoding>()

  function encodingOf(format: Format, chunked: boolean): Encoding {
    const key = `${format}${chunked}`
    const encoding = encodings.get(key) ?? sseEncoding(format, chunked, count)
    encodings.set(key, encoding)
    return encoding
  }

  function outputOf(
    outgoing: ServerResponse,
    chunked: boolean,
  ): (Output & NoticeListener) | undefined {
    const { socket } = outgoing
    if (socket === null || socket.destroyed) return undefined
    const outlet = makeOutlet(socket, count)
    return {
      ready: () => outlet.ready(),
      write: (bytes) => outlet.write(bytes),
      tell: (notice) => outlet.write(sseBytes(sseNotice(notice), chunked)),
      hello(hello) {
        const retry = `retry: ${retryMs()}\n`
        outlet.write(sseBytes(retry + sseEvent('connected', JSON.stringify(hello)), chunked))
      },
      close(reason: CloseReason) {
        if (reason === 'slow-consumer') count.slow++
        const retry = retryMs()
        const goodbye = sseEvent('goodbye', JSON.stringify({ reason, retry_ms: retry }))
        outlet.write(sseBytes(`retry: ${retry}\n${goodbye}`, chunked))
        socket.end(chunked ? lastChunk : '')
        linger(socket)
      },
    }
  }

  return new Hono<{ Bindings: HttpBindings }>().get(
    '/api/sse/prices',
    describeRoute({
      summary: 'Live prices as Server-Sent Events',
      description:
        'Opens with `connected` (a Hello); then `price` events, or with `format=frame` events ' +
        'without a name, each a frame in base64; `heartbeat` when nothing changes; `connected` again when an epoch begins; ' +
        'with a session’s cookie also `notification`, `standing` and `session-ended` (a Notice); ' +
        '`goodbye` before the server ends the stream. `id:` is the cursor: the Last-Event-ID ' +
        'header resumes, as does `cursor`, which wins.',
      responses: {
        200: {
          description: 'The stream.',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      },
    }),
    validator('query', sseQuery, refuse),
    (c) => {
      const { symbols, detail, format, cursor, interval, heartbeat } = c.req.valid('query')
      const unlisted = allUnknown(hub, symbols)
      if (unlisted) return problemResponse(unlisted)
      if (c.req.method === 'HEAD') return new Response(null, { headers: eventStreamHeaders })

      const { incoming, outgoing } = c.env
      const place = takeSsePlace(c.env, options)
      if (place instanceof Response) return place
      const { socket, leave } = place

      const { origin } = incoming.headers
      const mayRead = origin !== undefined && origins.includes(origin)
      const chunked = incoming.httpVersionMinor > 0
      outgoing.writeHead(200, {
        ...eventStreamHeaders,
        ...(mayRead && { 'access-control-allow-origin': origin, vary: 'origin' }),
      })
      outgoing.flushHeaders()
      // Whether it is read, the hub looks after; it may be silent for longer than others.
      socket.setTimeout(0)
      const output = outputOf(outgoing, chunked)
      if (output === undefined) {
        leave()
        return RESPONSE_ALREADY_SENT
      }
      const resumeFrom = cursor ?? c.req.header('last-event-id')
      count.clients++
      const subscription = hub.subscribe({
        output,
        encoding: encodingOf(format, chunked),
        symbols,
        detail,
        cursor: resumeFrom !== undefined && parseCursor(resumeFrom) ? resumeFrom : undefined,
        intervalMs: interval,
        heartbeatMs: heartbeat,
      })
      const stopTelling = notices?.listen(incoming, output)
      socket.once('close', () => {
        stopTelling?.()
        subscription.close()
        count.clients--
        leave()
      })
      return RESPONSE_ALREADY_SENT
    },
  )
}
