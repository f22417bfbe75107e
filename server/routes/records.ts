import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import { type PushedResponse, type RecordsResponse, syncLimits } from '../../shared/sync.ts'
import { jsonBody } from '../http/json-body.ts'
import { nobodyAnyMore, problemResponse, refuse } from '../http/problem.ts'
import type { SessionEnv, Sessions } from '../http/sessions.ts'
import type { RecordStore } from '../storage/accounts/accounts.ts'
import { keyOf, ownedOf, syncedOf, syncedRecord } from './synced-record.ts'

export interface RecordsRouteOptions {
  sessions: Sessions
  records: RecordStore
  /** Something that this user owns has changed: their other devices may fetch it. */
  onChanged(user: string): void
  now(): number
}

const limits = syncLimits

const sinceError = 'must be the sequence that an earlier answer gave'
const limitError = `must be a whole number from 1 to ${limits.records}`
const pulled = z.object({
  since: z
    .string(sinceError)
    .regex(/^\d{1,15}$/, sinceError)
    .transform(Number)
    .default(0)
    .meta({ type: 'integer', description: '`sequence` of the last answer; 0: everything.' }),
  limit: z
    .string(limitError)
    .regex(/^\d{1,4}$/, limitError)
    .transform(Number)
    .pipe(z.number().min(1, limitError).max(limits.records, limitError))
    .default(limits.records)
    .meta({ type: 'integer', minimum: 1, maximum: limits.records }),
})
const pushed = z.strictObject({
  records: z
    .array(syncedRecord, 'must be an array of records')
    .max(limits.records, `must be at most ${limits.records}; send the rest after`)
    .refine((all) => new Set(all.map(keyOf)).size === all.length, 'must have each record once'),
})

/** What a user owns, on all of their devices; shared/sync.ts says how. */
export function recordsRoute(options: RecordsRouteOptions): Hono<SessionEnv> {
  const { sessions, records, onChanged, now } = options
  const detail = `A push is at most ${limits.bodyBytes} bytes of JSON; send fewer records at a time.`
  const limit = jsonBody({ maxBytes: limits.bodyBytes, detail })

  return new Hono<SessionEnv>()
    .get(
      '/api/records',
      describeRoute({
        summary: 'What you own: all of it, or what has changed since',
        description: 'The oldest change first. What was deleted is told as such.',
        responses: { 200: { description: 'Records.' } },
      }),
      sessions.required,
      validator('query', pulled, refuse),
      async (c) => {
        const { since, limit } = c.req.valid('query')
        const page = await records.since(c.get('session').user, { sequence: since, limit })
        const response: RecordsResponse = {
          records: page.records.map(syncedOf),
          sequence: page.sequence,
          hasMore: page.more,
        }
        return c.json(response)
      },
    )
    .post(
      '/api/records',
      describeRoute({
        summary: 'Keeps what you have changed',
        description: 'Of each record the newer change wins. It may be sent again and again.',
        responses: {
          200: { description: 'What won instead of what was sent.' },
          409: { description: 'You own too much.' },
          413: { description: 'Too much at once.' },
        },
      }),
      sessions.required,
      limit,
      validator('json', pushed, refuse),
      async (c) => {
        const { user } = c.get('session')
        const latest = now() + limits.maxAheadMs
        const sent = c.req.valid('json').records
        const owned = sent.map((record) => ownedOf(record, latest))
        const outcome = await records.put(user, owned, { maxRecords: limits.perUser })
        if (outcome === 'no-user') return nobodyAnyMore()
        if (outcome === 'too-many') {
          const detail = `There is room for ${limits.perUser} things, those that were deleted included. Nothing of this was kept.`
          return problemResponse({ status: 409, detail, field: 'records' })
        }
        if (outcome.sequence > outcome.previous) onChanged(user)
        const takenBack = owned.filter((_, index) => (sent[index]?.changedAt ?? 0) > latest)
        const otherwise = new Map(
          [...takenBack, ...outcome.winners].map((one) => [keyOf(one), one]),
        )
        const response: PushedResponse = {
          records: [...otherwise.values()].map(syncedOf),
          previous: outcome.previous,
          sequence: outcome.sequence,
        }
        return c.json(response)
      },
    )
}
