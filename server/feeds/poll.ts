import { createHash } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import type { FrameResponse, PricesResponse } from '../../shared/api.ts'
import type { Change, Frame } from '../../shared/frame.ts'
import type { Standing } from '../../shared/notice.ts'
import type { Format, Hello } from '../../shared/protocol.ts'
import { createFrameEncoder, type Detail } from '../../shared/wire/encoder.ts'
import type { Notices } from '../http/notices.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import type { Hub, Reading } from '../hub/hub.ts'
import type { FeedCount } from './count.ts'
import { makePriceText, type PriceText } from './price.ts'
import { allUnknown, pollQuery } from './query.ts'
import { base64 } from './sse-encoding.ts'

export interface PollOptions {
  hub: Hub
  count: FeedCount
  /** Absent where nobody has a session. */
  notices?: Pick<Notices, 'standing'>
  now: () => number
}

/**
 * Node closes a connection that nobody has used for so long, ms. A phone's radio is woken by that, seconds
 * after it had what it asked for: a connection that won't be used again by then is closed at once.
 */
const keptMs = 5_000

/** The poll: the same changes as the streams tell, since a cursor. */
export function pollFeed(options: PollOptions): Hono<{ Bindings: HttpBindings }> {
  const { hub, count, notices, now } = options
  const encoder = createFrameEncoder()
  const priceText = makePriceText()
  return new Hono<{ Bindings: HttpBindings }>().get(
    '/api/prices',
    describeRoute({
      summary: 'Prices that changed since a cursor',
      description:
        'Without `since`, or with one of an epoch that is over, the answer is a snapshot. Pass ' +
        '`cursor` as `since` next time. `format=frame` answers `{hello?, frame}`, `frame` in base64; `hello` comes ' +
        'with every snapshot. With a session’s cookie `standing` tells how far its log has come. ' +
        'If-None-Match is answered by 304 while nothing changes.',
      responses: {
        200: { description: 'What changed.', content: { 'application/json': {} } },
        304: { description: 'Nothing changed.' },
      },
    }),
    validator('query', pollQuery, refuse),
    async (c) => {
      const { symbols, detail = [], format, since, again = 0 } = c.req.valid('query')
      const unlisted = allUnknown(hub, symbols)
      if (unlisted) return problemResponse(unlisted)

      const standing = await notices?.standing(c.env.incoming)
      const reading = hub.read(symbols, since, detail)
      const headers = {
        'cache-control': standing === undefined ? 'no-cache' : 'private, no-cache',
        etag: etagOf(hub, reading, { format, standing }),
        ...(again >= keptMs && { connection: 'close' }),
      }
      const hasNews = !reading.snapshot && reading.changes.length > 0
      if (c.req.header('if-none-match') === headers.etag && !hasNews) {
        return c.body(null, 304, headers)
      }
      const at = now()
      const text =
        format === 'frame'
          ? frameText(reading, {
              frame: base64(encoder.absolute(...detailedOf(hub, reading, at))),
              hello: () => hub.hello(symbols, detail),
              standing,
            })
          : pricesText(reading, { standing, at, priceText })
      count.frames++
      count.bytes += Buffer.byteLength(text)
      return c.body(text, 200, { ...headers, 'content-type': 'application/json' })
    },
  )
}

function frameOf(reading: Reading, sentAt: number): Frame {
  const { epoch, from, to, snapshot, changes } = reading
  return { epoch, from, to, snapshot, sentAt, merged: undefined, changes }
}

function frameText(
  reading: Reading,
  { frame, hello, standing }: { frame: string; hello: () => Hello; standing: Standing | undefined },
): string {
  const answer: FrameResponse = {
    ...(reading.snapshot && { hello: hello() }),
    ...(standing && { standing }),
    frame,
  }
  return JSON.stringify(answer)
}

/** Of whom all is told, the newest state always is: who asks may never have heard all of it. */
function detailedOf(hub: Hub, reading: Reading, at: number): [Frame, Detail] {
  const { detail: indexes, found, changes } = reading
  const detail = new Set(indexes)
  const others = changes.filter(({ index }) => !detail.has(index))
  const names = found.flatMap(({ id, index }) => (detail.has(index) ? [id] : []))
  const detailed: Change[] = names.length === 0 ? [] : hub.read(names, undefined).changes
  return [frameOf({ ...reading, changes: [...others, ...detailed] }, at), detail]
}

function pricesText(
  reading: Reading,
  { standing, at, priceText }: { standing: Standing | undefined; at: number; priceText: PriceText },
): string {
  const { cursor, snapshot, unknown, context } = reading
  const { market, simulated } = context
  const about: Omit<PricesResponse, 'prices'> = {
    ...{ cursor, market, simulated, snapshot, server_time: at, unknown },
    ...(standing && { standing }),
  }
  const frame = frameOf(reading, at)
  const prices = reading.changes.map((change) => priceText(change, { frame, context }))
  return `${JSON.stringify(about).slice(0, -1)},"prices":[${prices.join()}]}`
}

/** Names the newest state of these instruments and of a log; weak, because ages differ between two answers. */
function etagOf(
  hub: Hub,
  { epoch, found, detail }: Reading,
  { format, standing }: { format: Format; standing: Standing | undefined },
): string {
  const names = found.map(({ id }) => id)
  const newest = hub.read(names, undefined).changes.at(-1)?.sequence ?? 0
  const about = `${format} ${names} ${detail} ${standing === undefined ? '' : JSON.stringify(standing)}`
  const which = createHash('sha1').update(about).digest('base64url').slice(0, 8)
  return `W/"${epoch}.${newest}-${which}"`
}
