import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import type { ChannelsResponse, OwnChannel } from '../../shared/user-api.ts'
import type { Made, Maker } from '../http/channels.ts'
import { jsonBody } from '../http/json-body.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import type { SessionEnv, Sessions } from '../http/sessions.ts'
import type { Target } from '../storage/alerts/alerts.ts'
import { madeResponse, originOf, readerFields, waitResponse } from './channel-answers.ts'

export interface ChannelsRouteOptions {
  sessions: Sessions
  channels: {
    offered(): Target['channel'][]
    of(user: string): Promise<(Target & { isConfirmed: boolean })[]>
    addWebhook(maker: Maker, url: string): Promise<Made>
    addEmail(maker: Maker, address: string): Promise<Made>
    confirm(
      user: string,
      id: string,
      code: string,
    ): Promise<'confirmed' | 'wrong' | 'over' | 'unknown' | { waitMs: number }>
    remove(user: string, id: string, by: string): Promise<boolean>
  }
}

const added = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('webhook'),
    url: z.string('must be an address').max(2_048, 'must have at most 2048 characters'),
    ...readerFields,
  }),
  z.strictObject({
    channel: z.literal('email'),
    address: z.email('must be an e-mail address').max(254, 'must have at most 254 characters'),
    ...readerFields,
  }),
])
const confirmation = z.strictObject({ code: z.string().regex(/^\d{6}$/, 'must be six digits') })

/** The ways on which a user is told beyond the open app. */
export function channelsRoute({ sessions, channels }: ChannelsRouteOptions): Hono<SessionEnv> {
  const limit = jsonBody({ maxBytes: 4_096, detail: 'A channel is at most 4 KiB of JSON.' })

  return new Hono<SessionEnv>()
    .get(
      '/api/channels',
      describeRoute({
        summary: 'How you are told beyond the open app',
        description: '`offered` is what this server can do. Browsers come by POST /api/push.',
        responses: { 200: { description: 'Channels, the oldest first.' } },
      }),
      sessions.required,
      async (c) => {
        const { id, user } = c.get('session')
        const all = await channels.of(user)
        const response: ChannelsResponse = {
          channels: all.map((each) => told(each, id)),
          offered: channels.offered(),
        }
        return c.json(response)
      },
    )
    .post(
      '/api/channels',
      describeRoute({
        summary: 'Tells a webhook or an e-mail address of your alerts',
        description:
          'A webhook’s calls are signed as Standard Webhooks says, with a secret that is told this once. An e-mail address is sent a code, and nothing else until that is confirmed.',
        responses: {
          201: { description: 'Its id, and a webhook’s secret.' },
          409: { description: 'You have too many.' },
          422: { description: 'The address is none that this server may reach.' },
          429: { description: 'Too many of late.' },
          502: { description: 'The code could not be sent.' },
        },
      }),
      sessions.required,
      limit,
      validator('json', added, refuse),
      async (c) => {
        const asked = c.req.valid('json')
        const { language, zone } = asked
        const maker = { user: c.get('session').user, language, zone, origin: originOf(c) }
        switch (asked.channel) {
          case 'webhook':
            return madeResponse(c, await channels.addWebhook(maker, asked.url))
          case 'email':
            return madeResponse(c, await channels.addEmail(maker, asked.address))
        }
      },
    )
    .post(
      '/api/channels/:id/confirmation',
      describeRoute({
        summary: 'Confirms an e-mail address by the code that was sent to it',
        responses: {
          204: { description: 'Confirmed.' },
          404: { description: 'You have no such address.' },
          422: { description: 'It is another code, or too old.' },
          429: { description: 'Too many guesses.' },
        },
      }),
      sessions.required,
      limit,
      validator('json', confirmation, refuse),
      async (c) => {
        const { code } = c.req.valid('json')
        const confirmed = await channels.confirm(c.get('session').user, c.req.param('id'), code)
        switch (confirmed) {
          case 'confirmed':
            return c.body(null, 204)
          case 'unknown':
            return problemResponse({ status: 404, detail: 'You have no such e-mail address.' })
          case 'wrong':
            return refusedCode('code is another than the one that was sent.')
          case 'over':
            return refusedCode('code is too old. Add the address again for a new one.')
          default:
            return waitResponse(confirmed.waitMs)
        }
      },
    )
    .delete(
      '/api/channels/:id',
      describeRoute({
        summary: 'Ends a channel',
        responses: { 204: { description: 'Gone.' }, 404: { description: 'There is none.' } },
      }),
      sessions.required,
      async (c) => {
        const { id, user } = c.get('session')
        if (await channels.remove(user, c.req.param('id'), id)) {
          return c.body(null, 204)
        }
        return problemResponse({ status: 404, detail: 'You have no such channel.' })
      },
    )
}

function refusedCode(detail: string): Response {
  return problemResponse({ status: 422, detail, field: 'code' })
}

/** What its user is told of it. */
function told(target: Target & { isConfirmed: boolean }, session: string): OwnChannel {
  const { id, channel, label, address, language, createdAt, isConfirmed } = target
  return {
    ...{ id, channel, label, language, createdAt, isConfirmed },
    address: channel === 'push' ? new URL(address).host : address,
    takenAt: target.takenAt ?? null,
    failingSince: target.failingSince ?? null,
    isThisDevice: target.session === session,
  }
}
