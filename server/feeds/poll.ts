import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { encodeFrame, type Frame } from '../../shared/frame.ts'
import type { Format } from '../../shared/protocol.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import type { Hub, Reading } from '../hub/hub.ts'
import type { FeedCount } from './count.ts'
import { priceText } from './price.ts'
import { allUnknown, pollQuery } from './query.ts'

export interface PollOptions {
  hub: Hub
  count: FeedCount
  now: () => number
}

/** The poll: the same changes as the streams tell, since a cursor. */
export function pollFeed({ hub, count, now }: PollOptions): Hono {
  return new Hono().get(
    '/api/prices',
    describeRoute({
      summary: 'Prices that changed since a cursor',
      description:
        'Without `since`, or with one of an epoch that is over, the answer is a snapshot. Pass ' +
        '`cursor` as `since` next time. `format=frame` answers `{hello?, frame}`; `hello` comes ' +
        'with every snapshot. If-None-Match is answered by 304 while nothing changes.',
      responses: {
        200: { description: 'What changed.', content: { 'application/json': {} } },
        304: { description: 'Nothing changed.' },
      },
    }),
    validator('query', pollQuery, refuse),
    (c) => {
      const { symbols, format, since } = c.req.valid('query')
      const unlisted = allUnknown(hub, symbols)
      if (unlisted) return problemResponse(unlisted)

      const reading = hub.read(symbols, since)
      const headers = { 'cache-control': 'no-cache', etag: etagOf(hub, reading, format) }
      const hasNews = !reading.snapshot && reading.changes.length > 0
      if (c.req.header('if-none-match') === headers.etag && !hasNews) {
        return c.body(null, 304, headers)
      }
      const at = now()
      const text =
        format === 'frame' ? frameText(hub, reading, symbols, at) : pricesText(reading, at)
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
  hub: Hub,
  reading: Reading,
  symbols: readonly string[] | undefined,
  at: number,
): string {
  const hello = reading.snapshot ? `"hello":${JSON.stringify(hub.hello(symbols))},` : ''
  return `{${hello}"frame":${encodeFrame(frameOf(reading, at))}}`
}

function pricesText(reading: Reading, at: number): string {
  const { cursor, snapshot, unknown, context } = reading
  const { market, simulated } = context
  const head = JSON.stringify({ cursor, market, simulated, snapshot, server_time: at, unknown })
  const frame = frameOf(reading, at)
  const prices = reading.changes.map((change) => priceText(change, frame, context))
  return `${head.slice(0, -1)},"prices":[${prices.join()}]}`
}

/** Names the newest state of these instruments; weak, because ages differ between two answers. */
function etagOf(hub: Hub, { epoch, found }: Reading, format: Format): string {
  const names = found.map(({ id }) => id)
  const newest = hub.read(names, undefined).changes.at(-1)?.sequence ?? 0
  const which = createHash('sha1').update(`${format} ${names}`).digest('base64url').slice(0, 8)
  return `W/"${epoch}.${newest}-${which}"`
}
