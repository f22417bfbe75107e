import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import type { PushResponse } from '../../shared/user-api.ts'
import type { Made, Maker } from '../http/channels.ts'
import { jsonBody } from '../http/json-body.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import type { SessionEnv, Sessions } from '../http/sessions.ts'
import { madeResponse, originOf, readerFields } from './channel-answers.ts'

export interface PushRouteOptions {
  sessions: Sessions
  /** The application server's, base64url. */
  publicKey(): Promise<string>
  channels: {
    subscribe(
      maker: Maker,
      what: {
        session: { id: string; device: string }
        endpoint: string
        keys: { p256dh: string; auth: string }
        renews: boolean
      },
    ): Promise<Made>
    remove(user: string, id: string, by: string): Promise<boolean>
  }
}

const subscription = z.strictObject({
  endpoint: z.string('must be an address').max(2_048, 'must have at most 2048 characters'),
  keys: z.strictObject({
    // An uncompressed point of P-256, and 16 bytes (RFC 8291, 3.2 and 2.1).
    p256dh: z.string().regex(/^B[\w-]{86}=?$/, 'must be a point of P-256, base64url'),
    auth: z.string().regex(/^[\w-]{22}(==)?$/, 'must be 16 bytes, base64url'),
  }),
  /** Nobody has asked for it just now: what was ended meanwhile stays so. */
  renews: z.boolean().default(false),
  ...readerFields,
})

/** A browser's own subscription to web push. */
export function pushRoute({ sessions, publicKey, channels }: PushRouteOptions): Hono<SessionEnv> {
  return new Hono<SessionEnv>()
    .get(
      '/api/push',
      describeRoute({
        summary: 'What to subscribe with',
        description: 'A subscription that was made with another key is to be made anew.',
        responses: { 200: { description: 'The application server’s key.' } },
      }),
      async (c) => {
        const response: PushResponse = { publicKey: await publicKey() }
        return c.json(response, 200, { 'cache-control': 'no-store' })
      },
    )
    .post(
      '/api/push',
      describeRoute({
        summary: 'Tells this browser of alerts, by push',
        description:
          'Renews by endpoint. A session has one subscription: a new one takes the place of the old. With `renews`, what its user has ended from another device stays so.',
        responses: {
          201: { description: 'Its id.' },
          409: { description: 'You have too many channels.' },
          410: { description: 'It was ended from another device, and this only renews it.' },
          422: { description: 'The endpoint is none that this server may reach.' },
          429: { description: 'Too many of late.' },
        },
      }),
      sessions.required,
      jsonBody({ maxBytes: 4_096, detail: 'A subscription is at most 4 KiB.' }),
      validator('json', subscription, refuse),
      async (c) => {
        const { id, user, device } = c.get('session')
        const { endpoint, keys, renews, language, zone } = c.req.valid('json')
        const maker = { user, language, zone, origin: originOf(c) }
        const session = { id, device }
        const what = { session, endpoint, keys, renews }
        return madeResponse(c, await channels.subscribe(maker, what))
      },
    )
    .delete(
      '/api/push/:id',
      describeRoute({
        summary: 'No more pushes to a browser of yours',
        responses: { 204: { description: 'Gone.' }, 404: { description: 'There is none.' } },
      }),
      sessions.required,
      async (c) => {
        const { id, user } = c.get('session')
        if (await channels.remove(user, c.req.param('id'), id)) {
          return c.body(null, 204)
        }
        return problemResponse({ status: 404, detail: 'You have no such subscription.' })
      },
    )
}
