import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { z } from 'zod'
import type { Notification } from '../../shared/notification.ts'
import type {
  LoggedNotification,
  NotificationsResponse,
  TestResponse,
} from '../../shared/user-api.ts'
import { jsonBody } from '../http/json-body.ts'
import { nobodyAnyMore, problemResponse, refuse } from '../http/problem.ts'
import type { Identity, SessionEnv, Sessions } from '../http/sessions.ts'
import type { Alerts } from '../storage/alerts/alerts.ts'

export interface NotificationsRouteOptions {
  sessions: Sessions
  alerts: Pick<Alerts, 'notifications' | 'outbox' | 'targets'>
  /** Something of this user's has changed: whoever tells them looks. */
  stir(user: string): void
  newId(): string
  now(): number
}

const maxPage = 100
const maxBodyBytes = 1_024
/** Tests of one user: these at once, then one every so often. */
const tests = { atOnce: 5, everyMs: 12_000 }
/** So many users' tests are counted; the one counted first goes. */
const maxCounted = 10_000

const sequenceError = 'must be a sequence: a whole number from 0'
const sequence = z.coerce.number(sequenceError).int(sequenceError).min(0, sequenceError)
const listed = z.object({
  before: sequence.optional().meta({ description: 'Those before it, the newest first.' }),
  since: sequence.optional().meta({ description: 'Those after it, the oldest first.' }),
  limit: z.coerce
    .number(`must be a whole number from 1 to ${maxPage}`)
    .int(`must be a whole number from 1 to ${maxPage}`)
    .min(1, `must be a whole number from 1 to ${maxPage}`)
    .max(maxPage, `must be a whole number from 1 to ${maxPage}`)
    .default(50),
})
const read = z.strictObject({
  upTo: z.int(sequenceError).min(0, sequenceError).meta({ description: 'A sequence.' }),
})
const received = z.strictObject({
  notification: z.string().regex(/^[\w-]{1,64}$/, 'must be the id of a notification'),
  channel: z
    .enum(['push', 'live'], 'must be push or live')
    .default('push')
    .meta({ description: 'How it came: to this browser’s subscription, or to an open page.' }),
})

/** What happened to a user, and how far they were told. */
export function notificationsRoute(options: NotificationsRouteOptions): Hono<SessionEnv> {
  const { sessions, alerts, stir, newId, now } = options
  const { notifications, outbox, targets } = alerts
  const mayTest = makeAllowance(tests, now)
  const limit = jsonBody({ maxBytes: maxBodyBytes, detail: 'The body is at most 1 KiB of JSON.' })

  async function withEvidence(
    user: string,
    found: readonly Notification[],
  ): Promise<LoggedNotification[]> {
    const ids = found.map(({ id }) => id)
    const deliveries = await outbox.deliveries(user, ids)
    return found.map((each) => ({ ...each, deliveries: deliveries.get(each.id) ?? [] }))
  }

  async function standingOf({ id }: Identity): Promise<{ newest: number; unread: number }> {
    const standing = (await notifications.standings([id])).get(id)
    return { newest: standing?.newest ?? 0, unread: standing?.unread ?? 0 }
  }

  return new Hono<SessionEnv>()
    .get(
      '/api/notifications',
      describeRoute({
        summary: 'Your notifications, and how each was delivered',
        description:
          'The newest first, or with `since` those after it, the oldest first. Kept for 90 days.',
        responses: { 200: { description: 'Notifications.' } },
      }),
      sessions.required,
      validator('query', listed, refuse),
      async (c) => {
        const session = c.get('session')
        const { user } = session
        const { before, since, limit } = c.req.valid('query')
        if (before !== undefined && since !== undefined) {
          const detail = 'Ask for those before a sequence or for those since one, not for both.'
          return problemResponse({ status: 400, detail, field: 'since' })
        }
        // Before the page: what comes in between is in the page, and not taken for one that was removed.
        const standing = await standingOf(session)
        // One more than asked for tells whether there are more.
        const page = { limit: limit + 1 }
        const found =
          since === undefined
            ? await notifications.before(user, { sequence: before, ...page })
            : await notifications.since(user, { sequence: since, ...page })
        const shown = found.slice(0, limit)
        const response: NotificationsResponse = {
          notifications: await withEvidence(user, shown),
          ...standing,
          more: found.length > limit,
        }
        return c.json(response)
      },
    )
    .post(
      '/api/notifications/read',
      describeRoute({
        summary: 'Marks as read all up to a sequence',
        description: 'On all your devices. What is read stays so.',
        responses: { 200: { description: 'How many are unread now, and the newest sequence.' } },
      }),
      sessions.required,
      limit,
      validator('json', read, refuse),
      async (c) => {
        const session = c.get('session')
        const { upTo } = c.req.valid('json')
        await notifications.read(session.user, { sequence: upTo, now: now() })
        stir(session.user)
        return c.json(await standingOf(session))
      },
    )
    .post(
      '/api/notifications/received',
      describeRoute({
        summary: 'Says that this device has a notification',
        description: 'Evidence for you alone: it shows among the deliveries.',
        responses: { 204: { description: 'Noted, if it is one of yours.' } },
      }),
      sessions.required,
      limit,
      validator('json', received, refuse),
      async (c) => {
        const { id: session, user, device } = c.get('session')
        const { notification, channel } = c.req.valid('json')
        const about = { notification, now: now() }
        if (channel === 'live') {
          await outbox.heard(user, { ...about, session, device })
        } else {
          const own = (await targets.of(user)).find(
            (each) => each.channel === 'push' && each.session === session,
          )
          if (own !== undefined) await outbox.received(user, { ...about, target: own.id })
        }
        return c.body(null, 204)
      },
    )
    .post(
      '/api/notifications/test',
      describeRoute({
        summary: 'Sends you a test on every channel',
        description: 'How far it got on each, its `deliveries` say: read /api/notifications again.',
        responses: {
          202: { description: 'It is on its way.' },
          429: { description: 'You have sent too many; wait.' },
        },
      }),
      sessions.required,
      async (c) => {
        const { user } = c.get('session')
        const waitMs = mayTest(user)
        if (waitMs > 0) {
          const seconds = Math.ceil(waitMs / 1_000)
          const detail = `You have sent several tests. Send the next in ${seconds} s.`
          return problemResponse({ status: 429, detail }, { 'retry-after': String(seconds) })
        }
        const event = { type: 'test' } as const
        const made = await notifications.add(user, { id: newId(), at: now(), event })
        if (made === undefined) return nobodyAnyMore()
        stir(user)
        const [notification] = await withEvidence(user, [made])
        const response: TestResponse = { notification: notification ?? { ...made, deliveries: [] } }
        return c.json(response, 202)
      },
    )
}

/** Tells how long to wait, ms; 0 where it may be done now, and then it counts as done. */
function makeAllowance(
  { atOnce, everyMs }: { atOnce: number; everyMs: number },
  now: () => number,
): (user: string) => number {
  /** When all that was done will be forgiven, by user, the least recent first. */
  const paidAt = new Map<string, number>()
  return (user) => {
    const from = Math.max(paidAt.get(user) ?? 0, now())
    const waitMs = from + everyMs - now() - atOnce * everyMs
    if (waitMs > 0) return waitMs
    paidAt.delete(user)
    paidAt.set(user, from + everyMs)
    for (const oldest of paidAt.keys()) {
      if (paidAt.size <= maxCounted) break
      paidAt.delete(oldest)
    }
    return 0
  }
}
