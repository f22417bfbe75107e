import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { StatusResponse } from '../../shared/api.ts'
import type { Hub } from '../hub/hub.ts'

export interface StatusOptions {
  hub: Hub
  clients: () => StatusResponse['data']['clients']
  leaving: () => boolean
  startedAt: number
  now: () => number
}

export function statusRoute({ hub, clients, leaving, startedAt, now }: StatusOptions): Hono {
  return new Hono().get(
    '/api/sse/status',
    describeRoute({
      summary: 'Who is fed, and from what',
      responses: { 200: { description: 'Counts.', content: { 'application/json': {} } } },
    }),
    (c) => {
      const { market, simulated, epoch, sequence, instruments } = hub.status()
      const connected = clients()
      const status: StatusResponse = {
        code: 1,
        data: {
          running: !leaving(),
          connected_clients: connected.sse,
          clients: connected,
          market,
          simulated,
          epoch,
          sequence,
          instruments,
          uptime_seconds: Math.floor((now() - startedAt) / 1_000),
        },
      }
      return c.json(status, 200, { 'cache-control': 'no-store' })
    },
  )
}
