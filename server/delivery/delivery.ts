import type { Log } from '../operations/log.ts'
import type { Accounts } from '../storage/accounts/accounts.ts'
import type { Alerts } from '../storage/alerts/alerts.ts'
import type { DocumentStore } from '../storage/storage.ts'
import { type Channels, makeChannels } from './channels.ts'
import { type CourierOptions, startCourier } from './courier.ts'
import { makeMailer } from './email.ts'
import { makeGuard } from './guard.ts'
import { makePace } from './pace.ts'
import { makePoster } from './post.ts'
import { makePushCarrier } from './push.ts'
import { makeVapid, type VapidKeys } from './vapid.ts'
import { makeWebhookCarrier } from './webhook.ts'

export interface DeliveryOptions {
  alerts: Alerts
  accounts: Pick<Accounts, 'users'>
  documents: DocumentStore
  config: DeliveryConfig
  newId(): string
  lookEveryMs: number
  now(): number
  random(): number
  log: Log
  onSettled: CourierOptions['onSettled']
}

export interface DeliveryConfig {
  vapid: { subject: string | undefined; keys: VapidKeys | undefined }
  /** Hosts, addresses and ranges that may be somebody's own network, and plain http. */
  allow: { push: readonly string[]; webhook: readonly string[] }
  smtp: { url: string; from: string } | undefined
}

/** How people are told beyond the open app. */
export interface Delivery {
  readonly channels: Channels
  /** What browsers subscribe with. Rejects with a StorageError. */
  publicKey(): Promise<string>
  /** Something has been put into the outbox. */
  wake(): void
  stop(): Promise<void>
}

/** A name, a connection and an answer; whoever takes longer is tried again. */
const timeoutMs = 15_000

export function startDelivery(options: DeliveryOptions): Delivery {
  const { alerts, accounts, documents, config, newId, now } = options
  const { lookEveryMs, random, log, onSettled } = options
  const vapid = makeVapid({ documents, chosen: config.vapid.keys })
  const guards = {
    push: makeGuard({ allow: config.allow.push }),
    webhook: makeGuard({ allow: config.allow.webhook }),
  }
  // One each: what may be reached by the one mustn't be by a connection that the other keeps.
  const posters = {
    push: makePoster({ guard: guards.push, timeoutMs }),
    webhook: makePoster({ guard: guards.webhook, timeoutMs }),
  }
  const mailer = config.smtp && makeMailer(config.smtp)
  const courier = startCourier({
    outbox: alerts.outbox,
    carriers: {
      push: makePushCarrier({
        ...{ vapid, subject: config.vapid.subject, poster: posters.push, now },
        unread: alerts.notifications.unread,
      }),
      webhook: makeWebhookCarrier({ poster: posters.webhook, now }),
      ...(mailer && { email: mailer.carry }),
    },
    preferences: accounts.users.preferences,
    ...{ pace: makePace(), now, lookEveryMs, random, log, onSettled },
  })

  return {
    channels: makeChannels({ targets: alerts.targets, guards, mailer, newId, now }),
    publicKey: async () => (await vapid()).publicKey,
    wake: courier.wake,
    async stop() {
      await courier.stop()
      posters.push.stop()
      posters.webhook.stop()
      mailer?.stop()
    },
  }
}
