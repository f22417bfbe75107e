import { type Context, Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import { type Alert, type AlertRule, alertLimits } from '../../shared/alert.ts'
import type { AlertsResponse } from '../../shared/user-api.ts'
import { jsonBody } from '../http/json-body.ts'
import { problemResponse, refuse } from '../http/problem.ts'
import type { SessionEnv, Sessions } from '../http/sessions.ts'
import { suspect } from '../http/suspicion.ts'
import type { AlertStore, StoredAlert } from '../storage/alerts/alerts.ts'
import { alertPatch, alertRule, isWatchedAlike } from './alert-rule.ts'

/** Whoever watches the alerts of this server. */
export interface AlertWatcher {
  /** Whether somebody lists it; true while nothing can be said. */
  isListed(symbol: string): boolean
  /** How an alert that is about to be kept stands at once. */
  stand(alert: StoredAlert): Promise<StoredAlert>
  put(alert: StoredAlert): Promise<void>
  remove(id: string): void
  /** As it stands now. */
  now(alert: StoredAlert): StoredAlert
  /** Whether there is nothing yet by which it could be told. */
  isBlind(alert: StoredAlert): boolean
}

export interface AlertsRouteOptions {
  sessions: Sessions
  rules: Pick<AlertStore, 'of' | 'put' | 'remove' | 'find'>
  watcher: AlertWatcher
  newId(): string
  now(): number
}

const { perUser } = alertLimits
const maxBodyBytes = 8_192
/** Somebody else may change it in between; whoever names no version takes it as it is. */
const attempts = 5

const idError = 'must be 16 to 64 letters, digits, - and _'
const created = z.strictObject({
  id: z
    .string(idError)
    .regex(/^[\w-]{16,64}$/, idError)
    .optional()
    .meta({ description: 'Yours, at random, so that it can be sent twice. Made here if absent.' }),
  rule: alertRule,
})
const changed = z.strictObject({
  version: z
    .int('must be the version that you have seen')
    .optional()
    .meta({ description: 'The one that you have seen; absent: whatever it is now.' }),
  rule: alertPatch,
})

/** What a user waits for. */
export function alertsRoute(options: AlertsRouteOptions): Hono<SessionEnv> {
  const { sessions, rules, watcher, newId, now } = options
  const limit = jsonBody({ maxBytes: maxBodyBytes, detail: 'An alert is at most 8 KiB of JSON.' })

  async function ownOf(c: Context<SessionEnv>, id: string): Promise<StoredAlert | undefined> {
    const [found] = await rules.find([id])
    if (found === undefined || found.user === c.get('session').user) return found
    suspect(c, 'another')
    return undefined
  }

  /** Why this rule can't be watched from now on. */
  function fault({ symbol, expiresAt, paused }: AlertRule): Response | undefined {
    if (!watcher.isListed(symbol)) {
      const detail = `No market lists ${symbol}; look for it with /api/instruments?q=.`
      return problemResponse({ status: 422, detail, field: 'rule.symbol', symbols: [symbol] })
    }
    // One that was over when it was removed may be put back as it was, and watches nothing.
    if (expiresAt === null || expiresAt > now() || paused) return undefined
    const detail = 'rule.expiresAt is over; choose a later instant, or null for never.'
    return problemResponse({ status: 422, detail, field: 'rule.expiresAt' })
  }

  /** What its user is told of it. */
  function told(stored: StoredAlert): Alert {
    const now = watcher.now(stored)
    const { user, memory, ...alert } = now
    return { ...alert, ...(watcher.isBlind(now) && { blind: true }) }
  }

  return new Hono<SessionEnv>()
    .get(
      '/api/alerts',
      describeRoute({
        summary: 'Your alerts, and how they stand',
        description:
          'The oldest first. `evaluated` says when and against which price each was looked at last; `blind`, that nothing can be told yet: no price of its kind, no close, or too little of the past is known.',
        responses: { 200: { description: 'Alerts.' } },
      }),
      sessions.required,
      async (c) => {
        const all = await rules.of(c.get('session').user)
        const response: AlertsResponse = { alerts: all.map(told) }
        return c.json(response, 200, { 'cache-control': 'no-store' })
      },
    )
    .post(
      '/api/alerts',
      describeRoute({
        summary: 'Makes an alert',
        description:
          'Its phase says at once whether the price is beyond already: then it waits for the crossing.',
        responses: {
          201: { description: 'The alert.' },
          200: { description: 'It was made before.' },
          409: { description: 'You have too many, or the id is taken.' },
          422: { description: 'No market lists the symbol, or it would be over already.' },
        },
      }),
      sessions.required,
      limit,
      validator('json', created, refuse),
      async (c) => {
        const { user } = c.get('session')
        const { id = newId(), rule } = c.req.valid('json')
        const before = await ownOf(c, id)
        if (before !== undefined) return c.json(told(before))
        const wrong = fault(rule)
        if (wrong !== undefined) return wrong
        const at = now()
        const alert = await watcher.stand({
          ...{ id, user, rule, phase: 'armed', since: at, memory: '{}', evaluated: undefined },
          ...{ firings: 0, firedAt: undefined, createdAt: at, version: 1 },
        })
        if (!(await rules.put(alert, { replaces: undefined, max: perUser, now: at }))) {
          const detail = `This alert couldn’t be added: ${perUser} are the most. Remove one that you no longer need.`
          return problemResponse({ status: 409, detail })
        }
        await watcher.put(alert)
        return c.json(told(alert), 201)
      },
    )
    .patch(
      '/api/alerts/:id',
      describeRoute({
        summary: 'Changes an alert',
        description:
          'With another condition, or resumed (`paused` false), it takes the price of now for its reference.',
        responses: {
          200: { description: 'The alert.' },
          404: { description: 'You have no such alert.' },
          409: { description: 'It is another by now: read it again.' },
        },
      }),
      sessions.required,
      limit,
      validator('json', changed, refuse),
      async (c) => {
        const { version, rule: patch } = c.req.valid('json')
        for (let attempt = 0; attempt < attempts; attempt++) {
          const stored = await ownOf(c, c.req.param('id'))
          if (stored === undefined) return noSuch()
          if (version !== undefined && version !== stored.version) break
          const rule: AlertRule = { ...stored.rule, ...withoutAbsent(patch) }
          const isOver = stored.phase === 'done' || stored.phase === 'expired'
          const isAlike = isWatchedAlike(rule, stored.rule) && !(isOver && patch.paused === false)
          const wrong = isAlike || rule.paused ? undefined : fault(rule)
          if (wrong !== undefined) return wrong
          const { phase, since, memory } = watcher.now(stored)
          const next = { ...stored, phase, since, memory, rule, version: stored.version + 1 }
          const alert = isAlike ? next : await watcher.stand(next)
          if (await rules.put(alert, { replaces: stored.version, max: perUser, now: now() })) {
            await watcher.put(alert)
            return c.json(told(alert))
          }
        }
        const detail = 'The alert is another by now. Read /api/alerts and change what is there.'
        return problemResponse({ status: 409, detail })
      },
    )
    .delete(
      '/api/alerts/:id',
      describeRoute({
        summary: 'Removes an alert',
        responses: { 204: { description: 'Gone.' }, 404: { description: 'There is none.' } },
      }),
      sessions.required,
      async (c) => {
        const id = c.req.param('id')
        if (!(await rules.remove(c.get('session').user, id))) {
          // For the log alone.
          await ownOf(c, id)
          return noSuch()
        }
        watcher.remove(id)
        return c.body(null, 204)
      },
    )
}

function noSuch(): Response {
  return problemResponse({ status: 404, detail: 'You have no such alert.' })
}

/** The fields that are named: an absent one stays as it was. */
function withoutAbsent(patch: z.infer<typeof alertPatch>): Partial<AlertRule> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
