import type { Accounts } from '../storage/accounts/accounts.ts'
import type { Alerts, Target } from '../storage/alerts/alerts.ts'
import { syncedOf } from './synced-record.ts'

export interface AccountStores {
  accounts: Pick<Accounts, 'sessions' | 'passkeys' | 'records'> & {
    users: Pick<Accounts['users'], 'preferences'>
  }
  alerts: Pick<Alerts, 'targets'> & {
    rules: Pick<Alerts['rules'], 'of'>
    notifications: Pick<Alerts['notifications'], 'since'>
    outbox: Pick<Alerts['outbox'], 'deliveries'>
  }
}

/** So much is read at once: an account of any size takes little memory. */
const atOnce = 200

/**
 * All that is kept about a user, as one JSON text in parts, so that it can be sent while it is read.
 * What would let somebody else act as them isn't in it: tokens, and the keys of browsers and webhooks.
 */
export async function* exportAccount(
  { accounts, alerts }: AccountStores,
  { user, at }: { user: string; at: number },
): AsyncGenerator<string, void, undefined> {
  const [sessions, passkeys, preferences] = await Promise.all([
    accounts.sessions.of(user),
    accounts.passkeys.of(user),
    accounts.users.preferences(user),
  ])
  const [rules, targets] = await Promise.all([alerts.rules.of(user), alerts.targets.of(user)])
  const whole = {
    format: 'ebb-account-1',
    exportedAt: at,
    user,
    preferences: JSON.parse(preferences ?? '{}') as unknown,
    sessions: sessions.map(({ user, ...session }) => session),
    passkeys: passkeys.map(({ user, ...passkey }) => passkey),
    channels: targets.map(channelOf),
    alerts: rules.map(({ user, memory, ...alert }) => alert),
  }
  yield JSON.stringify(whole).slice(0, -1)
  yield* arrayOf('records', recordPages(accounts.records, user))
  yield* arrayOf('notifications', notificationPages(alerts, user))
  yield '}\n'
}

async function* arrayOf(
  name: string,
  pages: AsyncGenerator<readonly unknown[]>,
): AsyncGenerator<string, void, undefined> {
  yield `,"${name}":[`
  let separator = ''
  for await (const page of pages) {
    if (page.length === 0) continue
    yield separator + page.map((item) => JSON.stringify(item)).join(',')
    separator = ','
  }
  yield ']'
}

async function* recordPages(records: Accounts['records'], user: string) {
  let sequence = 0
  let more = true
  while (more) {
    const page = await records.since(user, { sequence, limit: atOnce })
    yield page.records.map(syncedOf)
    sequence = page.sequence
    more = page.more
  }
}

async function* notificationPages(
  { notifications, outbox }: AccountStores['alerts'],
  user: string,
) {
  let sequence = 0
  let length = atOnce
  while (length === atOnce) {
    const page = await notifications.since(user, { sequence, limit: atOnce })
    const deliveries = await outbox.deliveries(
      user,
      page.map(({ id }) => id),
    )
    yield page.map((each) => ({ ...each, deliveries: deliveries.get(each.id) ?? [] }))
    sequence = page.at(-1)?.sequence ?? sequence
    length = page.length
  }
}

function channelOf({ user, keys, ...channel }: Target) {
  return channel
}
