import type { Socket } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import type { Notice } from '../../shared/notice.ts'
import { type CloseReason, renewal } from '../../shared/protocol.ts'
import { type Answer, keep, lastChunk } from '../http/lent-socket.ts'
import type { NoticeListener, Notices } from '../http/notices.ts'
import { refuse } from '../http/problem.ts'
import type { SessionEnv, Sessions } from '../http/sessions.ts'
import type { StreamOptions } from './feed.ts'
import { linger, makeOutlet } from './outlet.ts'
import { makeRenewals, type Renewable, type RenewalOptions } from './renewal.ts'
import { eventStreamHeaders, sseEvent, sseGoodbye, sseNotice, sseRenewal } from './sse-encoding.ts'
import { type Packing, sseBytes } from './sse-packing.ts'
import { takeSsePlace } from './sse-place.ts'

export interface NotificationFeed {
  http: Hono<SessionEnv>
  /** Says goodbye to every client. */
  stop(reason: CloseReason): void
}

export interface NotificationFeedOptions
  extends Omit<StreamOptions, 'hub' | 'notices' | 'origins'>,
    RenewalOptions {
  sessions: Pick<Sessions, 'required'>
  notices: Pick<Notices, 'follow'>
  heartbeatMs: number
  /** How long an output may stay undrained before its client is closed as a slow consumer. */
  stuckAfterMs: number
}

/** One open stream. */
interface Stream extends NoticeListener, Renewable {
  /** Writes a heartbeat when nothing else was written, or ends who doesn't read. */
  beat(): void
  end(reason: CloseReason | 'session-ended'): void
}

interface StreamAbout {
  answer: Answer
  packing: Packing
  /** It goes on from a place in the log, behind which the first standing is. */
  resumes: boolean
  /** The stream is over. */
  letGo(): void
}

const sequenceError = 'must be a sequence: a whole number from 0'
const query = z.object({
  since: z.coerce
    .number(sequenceError)
    .int(sequenceError)
    .min(0, sequenceError)
    .optional()
    .meta({ description: 'Those after it come first; absent: those from now on.' }),
})

/** A user's notices alone, as Server-Sent Events, for whoever wants no prices with them. */
export function notificationFeed(options: NotificationFeedOptions): NotificationFeed {
  const { sessions, notices, count, retryMs, heartbeatMs, stuckAfterMs, now } = options
  const streams = new Set<Stream>()
  const renewals = makeRenewals(options)
  let clock: ReturnType<typeof setInterval> | undefined

  function open(socket: Socket, { answer, packing, resumes, letGo }: StreamAbout): Stream {
    const outlet = makeOutlet(socket, count)
    let wroteAt = now()
    let blockedAt: number | undefined
    let sent = 0
    let isAtPlace = !resumes
    const write = (text: string) => {
      const bytes = sseBytes(text, packing)
      outlet.write(bytes)
      sent += bytes.length
      wroteAt = now()
    }
    /**
     * How far the client is in the log then, which is where it resumes: nothing is lost between two
     * streams.
     */
    const idOf = (notice: Notice) => {
      if (notice.type === 'notification') return String(notice.notification.sequence)
      if (notice.type === 'standing' && isAtPlace) return String(notice.newest)
      isAtPlace = true
      return undefined
    }
    const stream = {
      ready: () => outlet.ready(),
      bytes: () => sent,
      tell(notice: Notice) {
        write(sseNotice(notice, idOf(notice)))
        if (notice.type === 'session-ended') stream.end(notice.type)
      },
      beat() {
        if (!outlet.ready()) {
          blockedAt ??= now()
          if (now() - blockedAt >= stuckAfterMs) stream.end('slow-consumer')
          return
        }
        blockedAt = undefined
        if (now() - wroteAt < heartbeatMs) return
        write(sseEvent('heartbeat', JSON.stringify({ server_time: now() })))
      },
      renew() {
        if (!outlet.ready()) return
        letGo()
        write(sseRenewal)
        outlet.close()
        answer.end()
      },
      end(reason: CloseReason | 'session-ended') {
        if (!streams.delete(stream)) return
        if (reason === 'slow-consumer') count.slow++
        if (reason !== 'session-ended') write(sseGoodbye(reason, retryMs()))
        outlet.close()
        socket.end(packing === 'plain' ? '' : lastChunk)
        linger(socket)
      },
    }
    return stream
  }

  function hold(stream: Stream): void {
    streams.add(stream)
    renewals.watch(stream)
    count.clients++
    clock ??= setInterval(
      () => {
        for (const each of streams) each.beat()
      },
      Math.min(heartbeatMs, 1_000),
    )
  }

  function letGo(stream: Stream): void {
    streams.delete(stream)
    renewals.forget(stream)
    count.clients--
    if (streams.size > 0) return
    clearInterval(clock)
    clock = undefined
  }

  const http = new Hono<SessionEnv>().get(
    '/api/notification/stream',
    describeRoute({
      summary: 'Your notifications as they come, as Server-Sent Events',
      description:
        '`standing` first, and whenever it changes; `notification`; both with a sequence as `id:`, ' +
        'from which Last-Event-ID resumes, as does `since` without that; `heartbeat` when nothing ' +
        'happens; `session-ended` and `goodbye` before the end. The server ends a stream at least every ' +
        `eleven minutes, with the reason \`${renewal}\`: ask anew at once. At least once: drop the ` +
        'second copy by its id.',
      responses: {
        200: {
          description: 'The stream.',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      },
    }),
    sessions.required,
    validator('query', query, refuse),
    (c) => {
      if (c.req.method === 'HEAD') return new Response(null, { headers: eventStreamHeaders })
      const { incoming, outgoing } = c.env as HttpBindings
      const taken = takeSsePlace(c.env, options)
      if (taken instanceof Response) return taken
      const { socket, place } = taken
      outgoing.writeHead(200, eventStreamHeaders)
      outgoing.flushHeaders()
      socket.setTimeout(0)
      const since = sequenceOf(c.req.header('last-event-id')) ?? c.req.valid('query').since
      const packing = incoming.httpVersionMinor > 0 ? 'chunked' : 'plain'
      const about = { answer: keep(outgoing), packing, resumes: since !== undefined } as const
      const over = () => {
        socket.off('close', over)
        stopTelling()
        letGo(stream)
        place.leave()
      }
      const stream = open(socket, { ...about, letGo: over })
      hold(stream)
      const stopTelling = notices.follow(c.get('session'), stream, since)
      socket.once('close', over)
      return RESPONSE_ALREADY_SENT
    },
  )

  return {
    http,
    stop(reason) {
      for (const stream of [...streams]) stream.end(reason)
    },
  }
}

function sequenceOf(id: string | undefined): number | undefined {
  return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : undefined
}
