import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { SessionEnv, Sessions } from '../http/sessions.ts'
import type { UserStore } from '../storage/accounts/accounts.ts'
import { type AccountStores, exportAccount } from './account-export.ts'

export interface AccountRouteOptions extends AccountStores {
  accounts: AccountStores['accounts'] & { users: Pick<UserStore, 'preferences' | 'remove'> }
  sessions: Sessions
  /** This alert is watched no more. */
  unwatch(alert: string): void
  now(): number
}

/** All that is kept about a user: to take along, and to be forgotten. */
export function accountRoute(options: AccountRouteOptions): Hono<SessionEnv> {
  const { accounts, alerts, sessions, unwatch, now } = options
  return new Hono<SessionEnv>()
    .get(
      '/api/account/export',
      describeRoute({
        summary: 'All that is kept about you, as one file',
        description: 'Without what would let somebody else act as you: tokens and keys.',
        responses: { 200: { description: 'JSON, to be saved.' } },
      }),
      sessions.required,
      async (c) => {
        const { user } = c.get('session')
        const at = now()
        const parts = exportAccount({ accounts, alerts }, { user, at })
        // What can't be read is a problem rather than a file that breaks off.
        const first = await parts.next()
        const day = new Date(at).toISOString().slice(0, 10)
        return c.body(streamOf(first.value ?? '', parts), 200, {
          'content-type': 'application/json',
          'content-disposition': `attachment; filename="ebb-account-${day}.json"`,
        })
      },
    )
    .delete(
      '/api/account',
      describeRoute({
        summary: 'Deletes your account',
        description:
          'With all that is kept about you, on all devices, at once and for ever: sessions, passkeys, lists, holdings, settings, alerts, notifications and channels.',
        responses: { 204: { description: 'Gone.' } },
      }),
      sessions.required,
      async (c) => {
        const { user } = c.get('session')
        const rules = await alerts.rules.of(user)
        await accounts.users.remove(user)
        for (const { id } of rules) unwatch(id)
        sessions.forget(user)
        sessions.leave(c)
        return c.body(null, 204)
      },
    )
}

/** Reads on as fast as somebody takes it. */
function streamOf(first: string, rest: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(first)),
    async pull(controller) {
      const { value, done } = await rest.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await rest.return(undefined)
    },
  })
}
