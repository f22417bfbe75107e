import type { AlertRule } from './alert.ts'
import type { Trouble } from './trouble.ts'

/** What happened to somebody: kept in a log of their own, delivered at least once on every channel. */
export interface Notification {
  /** By it a client drops the second copy. */
  id: string
  /** Rises by one with each of a user: their cursor. */
  sequence: number
  /** Epoch ms. */
  at: number
  /** Epoch ms; `undefined` while unread. */
  readAt: number | undefined
  event: NotificationEvent
}

export type NotificationEvent =
  | {
      type: 'alert'
      alert: string
      rule: AlertRule
      /** What it fired on, decimal text; empty where there was no price at all. */
      price: string
      venue: string
      /** The venue's time of that price, epoch ms. */
      time: number
      /** Which way it went, where the rule waits for either. */
      direction?: 'up' | 'down'
    }
  /** `Send me a test`. */
  | { type: 'test' }

export const channels = ['live', 'push', 'webhook', 'email'] as const
export type Channel = (typeof channels)[number]

/** How far one notification got on one way to its user. */
export interface Delivery {
  channel: Channel
  /** Which device or address, as its user knows it. */
  to: string
  state: 'waiting' | 'sent' | 'received' | 'failed' | 'gone'
  attempts: number
  at: number
  /** What went wrong; a sentence where an older server has written one. */
  trouble: Trouble | string | undefined
}
