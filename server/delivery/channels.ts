import { createHash, ECDH, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Made, Maker } from '../http/channels.ts'
import type { Target, TargetStore } from '../storage/alerts/alerts.ts'
import type { Mailer } from './email.ts'
import { type Guard, hostOf } from './guard.ts'
import { waitFor } from './pace.ts'
import { type EmailKeys, type PushKeys, readEmailKeys, type WebhookKeys } from './target-keys.ts'
import { troubleSentence } from './trouble-sentence.ts'
import { newSecret } from './webhook.ts'

/*
 * The ways on which a user is told beyond the open app, as they are made and ended:
 *
 *   push      a browser's subscription; it ends with its session
 *   webhook   an address, and a secret that is shown once
 *   e-mail    an address, told nothing until the code that was sent to it comes back
 */
export interface ChannelsOptions {
  targets: TargetStore
  /** For endpoints of push services, and for webhooks. */
  guards: { push: Guard; webhook: Guard }
  /** Absent where this server sends no e-mail. */
  mailer: Pick<Mailer, 'confirm'> | undefined
  newId(): string
  now(): number
}

export type Confirmed = 'confirmed' | 'wrong' | 'over' | 'unknown' | { waitMs: number }

export type Channels = ReturnType<typeof makeChannels>

const maxPerUser = 10
const codeMs = 15 * 60_000

export function makeChannels({ targets, guards, mailer, newId, now }: ChannelsOptions) {
  /** An app that starts renews its subscription; a person makes few of the others. */
  const renewals = new RateLimiterMemory({ points: 120, duration: 3_600 })
  const additions = new RateLimiterMemory({ points: 20, duration: 3_600 })
  /** Of codes to one address, whoever asks; and of guesses at one. */
  const letters = new RateLimiterMemory({ points: 3, duration: 3_600 })
  const guesses = new RateLimiterMemory({ points: 5, duration: codeMs / 1_000 })

  async function put(
    { user, language }: Maker,
    made: Pick<Target, 'channel' | 'address' | 'label' | 'session'> & {
      keys: PushKeys | WebhookKeys | EmailKeys
    },
    { renews = false } = {},
  ): Promise<Extract<Made, { type: 'made' | 'full' | 'ended' }>> {
    const target: Target = {
      ...made,
      ...{ id: newId(), user, language, keys: JSON.stringify(made.keys) },
      ...{ createdAt: now(), takenAt: undefined, failingSince: undefined },
    }
    const kept = await targets.put(target, { max: maxPerUser, renews })
    if (kept === 'full') return { type: 'full', max: maxPerUser }
    return kept === 'ended' ? { type: 'ended' } : { type: 'made', id: kept.id }
  }

  async function emailOf(user: string, id: string): Promise<[Target, EmailKeys] | undefined> {
    const target = (await targets.of(user)).find((each) => each.id === id)
    return target?.channel === 'email' ? [target, readEmailKeys(target.keys)] : undefined
  }

  return {
    offered: (): Target['channel'][] => ['push', 'webhook', ...(mailer ? ['email' as const] : [])],

    async of(user: string) {
      return (await targets.of(user)).map((target) => ({
        ...target,
        isConfirmed: isConfirmed(target),
      }))
    },

    /** `by`: the session that asks. */
    remove: (user: string, id: string, by: string) => targets.remove(user, id, { now: now(), by }),

    async subscribe(
      maker: Maker,
      {
        session,
        endpoint,
        keys,
        renews,
      }: {
        session: { id: string; device: string }
        endpoint: string
        keys: { p256dh: string; auth: string }
        renews: boolean
      },
    ): Promise<Made> {
      const ms = await waitFor(renewals, maker.user)
      if (ms !== undefined) return { type: 'wait', ms }
      if (!isPoint(keys.p256dh)) {
        return { type: 'refused', field: 'keys.p256dh', reason: 'must be a point of P-256' }
      }
      const reason = await faultOf(guards.push, endpoint)
      if (reason !== undefined) return { type: 'refused', field: 'endpoint', reason }
      const made = {
        channel: 'push' as const,
        address: new URL(endpoint).href,
        label: session.device,
        session: session.id,
        keys: { ...keys, origin: maker.origin, zone: maker.zone },
      }
      return put(maker, made, { renews })
    },

    async addWebhook(maker: Maker, address: string): Promise<Made> {
      const ms = await waitFor(additions, maker.user)
      if (ms !== undefined) return { type: 'wait', ms }
      const reason = await faultOf(guards.webhook, address)
      if (reason !== undefined) return { type: 'refused', field: 'url', reason }
      const url = new URL(address)
      const secret = newSecret()
      const made = await put(maker, {
        channel: 'webhook',
        address: url.href,
        label: hostOf(url),
        session: undefined,
        keys: { secret, origin: maker.origin, zone: maker.zone },
      })
      return made.type === 'made' ? { ...made, secret } : made
    },

    /** Sends a code to the address; once more where it is asked for again. */
    async addEmail(maker: Maker, address: string): Promise<Made> {
      if (mailer === undefined) {
        const reason = 'can’t be taken: this server sends no e-mail'
        return { type: 'refused', field: 'channel', reason }
      }
      const ms =
        (await waitFor(additions, maker.user)) ?? (await waitFor(letters, address.toLowerCase()))
      if (ms !== undefined) return { type: 'wait', ms }
      const before = (await targets.of(maker.user)).find((each) => each.address === address)
      const { origin, zone, language } = { ...maker }
      if (before !== undefined && isConfirmed(before)) return { type: 'made', id: before.id }
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const unsubscribe = randomBytes(16).toString('base64url')
      const made = await put(maker, {
        channel: 'email',
        address,
        label: address,
        session: undefined,
        keys: { origin, zone, unsubscribe, code: { hash: hash(code), expiresAt: now() + codeMs } },
      })
      if (made.type !== 'made') return made
      const attempt = await mailer.confirm({ address, code, language })
      return attempt.type === 'sent'
        ? made
        : { type: 'failed', trouble: troubleSentence(attempt.trouble) }
    },

    async confirm(user: string, id: string, code: string): Promise<Confirmed> {
      const found = await emailOf(user, id)
      if (found === undefined) return 'unknown'
      const [target, { code: asked, ...keys }] = found
      if (keys.confirmedAt !== undefined) return 'confirmed'
      const waitMs = await waitFor(guesses, id)
      if (waitMs !== undefined) return { waitMs }
      if (asked === undefined || asked.expiresAt <= now()) return 'over'
      if (!isSame(hash(code), asked.hash)) return 'wrong'
      const confirmed = JSON.stringify({ ...keys, confirmedAt: now() })
      await targets.put(
        { ...target, keys: confirmed, failingSince: undefined },
        { max: maxPerUser },
      )
      return 'confirmed'
    },

    /** By the link in an e-mail; without `key` nobody can. False where there is no such. */
    async unsubscribe(user: string, id: string, key: string): Promise<boolean> {
      const found = await emailOf(user, id)
      if (found === undefined || !isSame(hash(key), hash(found[1].unsubscribe))) return false
      return targets.remove(user, id, { now: now() })
    },
  }
}

function isConfirmed({ channel, keys }: Target): boolean {
  return channel !== 'email' || readEmailKeys(keys).confirmedAt !== undefined
}

async function faultOf(guard: Guard, address: string): Promise<string | undefined> {
  return URL.canParse(address) ? guard.check(new URL(address)) : 'must be an address'
}

/** With any other nothing can be encrypted. */
function isPoint(key: string): boolean {
  try {
    ECDH.convertKey(Buffer.from(key, 'base64url'), 'prime256v1')
    return true
  } catch {
    return false
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
