import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { StorageHealth } from '../storage/storage.ts'

export interface HealthOptions {
  /** Sentences that say why no traffic should come here; none where it should. */
  reasons: () => readonly string[]
  /** How what lasts is doing. Its troubles keep nobody away: live prices don't need it. */
  storage: () => StorageHealth
}

/** `/healthz`: the process answers. `/readyz`: it has prices to give and means to stay. */
export function healthRoutes({ reasons, storage }: HealthOptions): Hono {
  return new Hono()
    .get(
      '/healthz',
      describeRoute({
        summary: 'Whether the process is alive',
        responses: { 200: { description: 'It is.' } },
      }),
      (c) => c.json({ alive: true }, 200, { 'cache-control': 'no-store' }),
    )
    .get(
      '/readyz',
      describeRoute({
        summary: 'Whether traffic should come here',
        responses: {
          200: { description: 'It should. `storage` says what is wrong with it, if anything.' },
          503: { description: 'It should not; `reasons` says why.' },
        },
      }),
      (c) => {
        const why = reasons()
        const ready = why.length === 0
        return c.json({ ready, reasons: why, storage: storage() }, ready ? 200 : 503, {
          'cache-control': 'no-store',
        })
      },
    )
}
