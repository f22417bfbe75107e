import type { Alert } from './alert.ts'
import type { Delivery, Notification } from './notification.ts'

/* What belongs to whoever asks: their session, passkeys, alerts, notifications and channels. */

/** `GET /api/session` and `POST /api/session`. Instants are epoch ms. */
export interface SessionResponse {
  user: string
  session: string
  /** As its user knows it: `Firefox on Linux`. */
  device: string
  created_at: number
  passkeys: number
}

/** `GET /api/sessions`. */
export interface SessionsResponse {
  sessions: {
    id: string
    device: string
    created_at: number
    seen_at: number
    /** Whether it is the one that asks. */
    current: boolean
  }[]
}

/** `GET /api/passkeys`: the oldest first. Instants are epoch ms. */
export interface PasskeysResponse {
  passkeys: FoundPasskey[]
}

/** Also what `POST /api/passkeys/registration` answers. */
export interface FoundPasskey {
  id: string
  /** Where it was made: `Firefox on Linux`. */
  device: string
  createdAt: number
  usedAt: number | null
}

/**
 * `POST /api/passkeys/login` takes `{ response, merge? }`. The device is this user's from then on, by
 * another cookie; its streams must be opened anew, and its sync begin with 0.
 */
export interface LoginResponse {
  user: string
  /**
   * What the device keeps is this user's from now on, whoever it was before. False only where it was
   * somebody who has passkeys of their own and the request didn't say `merge: true`: then what it
   * keeps is still theirs, and none of this one's business.
   */
  merged: boolean
}

/** `DELETE /api/passkeys/{id}`. */
export interface RemovedPasskeyResponse {
  /** How many are left. */
  left: number
  /** Where none is: what that means. */
  warning?: string
}

/** `GET /api/alerts`: the oldest first. One alone is what making or changing it answers. */
export interface AlertsResponse {
  alerts: Alert[]
}

/** `GET /api/notifications`: by `since` ascending, else the newest first. */
export interface NotificationsResponse {
  notifications: LoggedNotification[]
  unread: number
  /** Sequence of the newest there is; 0 where there is none. */
  newest: number
  /** Whether there are more the same way. */
  more: boolean
}

export interface LoggedNotification extends Notification {
  /** How far it got on each way: its evidence. */
  deliveries: Delivery[]
}

/** `POST /api/notifications/test`: made, and on its way; read it again to see how far it got. */
export interface TestResponse {
  notification: LoggedNotification
}

/** `GET /api/push`. */
export interface PushResponse {
  /** The application server's key (RFC 8292), base64url: subscribe with it, and anew where it is another. */
  publicKey: string
}

/**
 * `POST /api/channels`. `language` is `en`, `ko` or `zh-Hans`, of others English is told; times are told in
 * `zone`, an IANA name, in UTC where it is absent.
 */
export type ChannelRequest = { language?: string; zone?: string } & (
  | { channel: 'webhook'; url: string }
  | { channel: 'email'; address: string }
)

/** What `POST /api/push` and `POST /api/channels` answer. */
export interface ChannelMade {
  id: string
  /** Of a webhook: what its calls are signed with (Standard Webhooks). Shown this once. */
  secret?: string
}

/** `GET /api/channels`: the ways on which a user is told beyond the open app. */
export interface ChannelsResponse {
  channels: OwnChannel[]
  /** What this server can do. */
  offered: OwnChannel['channel'][]
}

/** Instants are epoch ms; null: never. */
export interface OwnChannel {
  id: string
  channel: 'push' | 'webhook' | 'email'
  /** As its user knows it: `Firefox on Linux`. */
  label: string
  /** Of push the service's host alone: the rest is a secret. */
  address: string
  language: string
  createdAt: number
  /** When it last took one. */
  takenAt: number | null
  failingSince: number | null
  /** An e-mail address is told nothing before it is. */
  isConfirmed: boolean
  isThisDevice: boolean
}
