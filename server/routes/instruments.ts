import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import type { InstrumentsResponse } from '../../shared/api.ts'
import { refuse } from '../http/problem.ts'
import type { Hub } from '../hub/hub.ts'

const instrumentsQuery = z.object({
  q: z
    .string()
    .max(64, 'may have 64 characters')
    .optional()
    .meta({ description: 'Part of a symbol, or a base currency. Absent: all.' }),
})

export function instrumentsRoute({ hub }: { hub: Hub }): Hono {
  return new Hono().get(
    '/api/instruments',
    describeRoute({
      summary: 'What is listed',
      responses: { 200: { description: 'Instruments.', content: { 'application/json': {} } } },
    }),
    validator('query', instrumentsQuery, refuse),
    (c) => {
      const wanted = c.req.valid('query').q?.trim().toUpperCase() ?? ''
      const { found, context } = hub.read(undefined, undefined)
      const { market, simulated } = context
      const response: InstrumentsResponse = {
        market,
        simulated,
        instruments: found.filter(({ id, base }) => id.includes(wanted) || base === wanted),
      }
      return c.json(response, 200, { 'cache-control': 'no-cache' })
    },
  )
}
