import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import type { FoundInstrument, InstrumentsResponse } from '../../shared/api.ts'
import type { CatalogueEntry } from '../../shared/catalogue.ts'
import type { VenueName } from '../../shared/instrument.ts'
import { refuse } from '../http/problem.ts'
import type { Hub } from '../hub/hub.ts'
import { coinNames } from '../market/coin-names.ts'

export interface InstrumentsOptions {
  hub: Hub
  /** The venue that a symbol without one means, also while another stands in for it. */
  preferred: VenueName | undefined
  /** Best first. */
  search(query: string, limit: number): CatalogueEntry[]
}

const limits = { max: 200, preset: 50 }
const limitError = `must be a whole number from 1 to ${limits.max}`

const instrumentsQuery = z.object({
  q: z
    .string()
    .max(64, 'may have 64 characters')
    .default('')
    .meta({ description: 'A symbol, a pair, a name, or the beginning of one. Absent: all.' }),
  limit: z
    .string(limitError)
    .regex(/^\d{1,3}$/, limitError)
    .transform(Number)
    .pipe(z.number().min(1, limitError).max(limits.max, limitError))
    .default(limits.preset)
    .meta({ type: 'integer', minimum: 1, maximum: limits.max }),
})

export function instrumentsRoute({ hub, preferred, search }: InstrumentsOptions): Hono {
  function found(entry: CatalogueEntry): FoundInstrument {
    const fullName = entry.fullName ?? coinNames[entry.base]
    return { ...entry, fullName, name: nameOf(entry) }
  }

  function nameOf(entry: CatalogueEntry): string {
    const { id, venue, symbol } = entry
    if (venue !== preferred && venue !== 'SIMULATED' && venue !== 'REPLAY') return id
    const name = hub.nameOf(entry)
    // While another venue stands in, the preferred one is found by id alone; its symbol lasts longer.
    return name === id ? symbol : name
  }

  return new Hono().get(
    '/api/instruments',
    describeRoute({
      summary: 'Instruments by symbol and name, the best match first',
      responses: { 200: { description: 'Instruments.', content: { 'application/json': {} } } },
    }),
    validator('query', instrumentsQuery, refuse),
    (c) => {
      const { q, limit } = c.req.valid('query')
      const { market, simulated } = hub.status()
      const instruments = search(q, limit).map(found)
      const response: InstrumentsResponse = { market, simulated, instruments }
      return c.json(response, 200, { 'cache-control': 'no-cache' })
    },
  )
}
