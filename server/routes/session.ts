import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { SessionResponse, SessionsResponse } from '../../shared/user-api.ts'
import { problemResponse } from '../http/problem.ts'
import type { Identity, SessionEnv, Sessions } from '../http/sessions.ts'
import type { Accounts } from '../storage/accounts/accounts.ts'

export interface SessionRouteOptions {
  sessions: Sessions
  accounts: Pick<Accounts, 'sessions' | 'passkeys'>
}

/** Who asks, and where else they are. */
export function sessionRoute({ sessions, accounts }: SessionRouteOptions): Hono<SessionEnv> {
  const about = async (session: Identity): Promise<SessionResponse> => ({
    user: session.user,
    session: session.id,
    device: session.device,
    created_at: session.createdAt,
    passkeys: (await accounts.passkeys.of(session.user)).length,
  })

  return new Hono<SessionEnv>()
    .post(
      '/api/session',
      describeRoute({
        summary: 'Begins a session, where there is none',
        description:
          'A device is a user from then on, without a form. The cookie is the key to it.',
        responses: { 200: { description: 'Who you are.' } },
      }),
      async (c) => {
        const known = await sessions.of(c.env.incoming)
        if (known !== undefined) sessions.prolong(c, known)
        const session = known ?? (await sessions.begin(c))
        return c.json(await about(session), 200, { 'cache-control': 'no-store' })
      },
    )
    .get(
      '/api/session',
      describeRoute({
        summary: 'Who you are',
        responses: { 200: { description: 'You.' }, 401: { description: 'Nobody yet.' } },
      }),
      sessions.required,
      async (c) => {
        const session = c.get('session')
        sessions.prolong(c, session)
        return c.json(await about(session))
      },
    )
    .delete(
      '/api/session',
      describeRoute({
        summary: 'Ends this session',
        description:
          'Without a passkey nobody can come back: with the last session the account ends, and all that is kept about you.',
        responses: { 204: { description: 'Ended.' } },
      }),
      sessions.required,
      async (c) => {
        const { user, id } = c.get('session')
        await sessions.end(user, id)
        sessions.leave(c)
        return c.body(null, 204)
      },
    )
    .get(
      '/api/sessions',
      describeRoute({
        summary: 'All devices of yours, the one seen last first',
        responses: { 200: { description: 'Sessions.' } },
      }),
      sessions.required,
      async (c) => {
        const { user, id } = c.get('session')
        const all = await accounts.sessions.of(user)
        const response: SessionsResponse = {
          sessions: all.map((each) => ({
            id: each.id,
            device: each.device,
            created_at: each.createdAt,
            seen_at: each.seenAt,
            current: each.id === id,
          })),
        }
        return c.json(response)
      },
    )
    .delete(
      '/api/sessions/:id',
      describeRoute({
        summary: 'Ends another device’s session',
        responses: { 204: { description: 'Ended.' }, 404: { description: 'You have no such.' } },
      }),
      sessions.required,
      async (c) => {
        const id = c.req.param('id')
        if (!(await sessions.end(c.get('session').user, id))) {
          return problemResponse({ status: 404, detail: 'You have no such session.' })
        }
        if (id === c.get('session').id) sessions.leave(c)
        return c.body(null, 204)
      },
    )
}
