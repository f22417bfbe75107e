import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import { jsonBody } from '../http/json-body.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import type { Hub } from '../hub/hub.ts'

export interface TestBroadcastOptions {
  hub: Hub
  adminToken: string
  now: () => number
}

const testPrice = z.object({
  symbol: z.string('must be a symbol such as BTCUSDT').min(1, 'must be a symbol such as BTCUSDT'),
  price: z.number('must be a number').positive('must be above 0'),
  change_24h: z.number('must be a number, in per cent').optional(),
})

/** An operator's test price: goes to whoever subscribes to its symbol now, marked, and is kept nowhere. */
export function testBroadcastRoute({ hub, adminToken, now }: TestBroadcastOptions): Hono {
  const expected = digest(`Bearer ${adminToken}`)
  return new Hono().post(
    '/api/sse/test-broadcast',
    describeRoute({
      summary: 'Sends a test price to whoever subscribes to its symbol',
      description: 'Authorization: Bearer with EBB_ADMIN_TOKEN. The price carries `"test":true`.',
      security: [{ admin: [] }],
      responses: {
        200: { description: 'How many clients it reached.' },
        401: { description: 'Without the token.' },
        404: { description: 'Nobody lists the symbol.' },
      },
    }),
    async (c, next) => {
      const given = digest(c.req.header('authorization') ?? '')
      // Digests are of equal length and compared in constant time: nothing tells how near a guess was.
      if (timingSafeEqual(given, expected)) return next()
      const detail = 'Send the header Authorization: Bearer with the token of EBB_ADMIN_TOKEN.'
      return problemResponse({ status: 401, detail }, { 'www-authenticate': 'Bearer' })
    },
    jsonBody({ maxBytes: 4_096, detail: 'The body may have 4096 bytes.' }),
    validator('json', testPrice, refuse),
    (c) => {
      const { symbol, price, change_24h } = c.req.valid('json')
      const { found, context } = hub.read([symbol], undefined)
      const instrument = found[0]
      if (instrument === undefined) {
        const detail = 'Nobody lists this symbol. GET /api/instruments tells which are there.'
        return problemResponse({ status: 404, detail, field: 'symbol' })
      }
      const reached = hub.broadcastTest({
        symbol: context.listing.nameOf(instrument),
        venue: instrument.venue,
        price,
        change_24h: change_24h ?? null,
        timestamp: now(),
        bid: null,
        ask: null,
        high_24h: null,
        low_24h: null,
        volume_24h: null,
        age_ms: 0,
        stale: false,
        session: 'regular',
        simulated: context.simulated,
        test: true,
      })
      return c.json({ code: 1, data: { reached } }, 200, { 'cache-control': 'no-store' })
    },
  )
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
