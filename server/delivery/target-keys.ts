import { z } from 'zod'

/*
 * What is kept with a target beside its address, as JSON of our own. `origin` is where its user's app
 * is, as their browser called it: what is told leads back there.
 */
const reader = { origin: z.string(), zone: z.string().optional() }

const pushKeys = z.object({ ...reader, p256dh: z.string(), auth: z.string() })
const webhookKeys = z.object({ ...reader, secret: z.string() })
const emailKeys = z.object({
  ...reader,
  /** In the link that ends it. */
  unsubscribe: z.string(),
  confirmedAt: z.number().optional(),
  /** What was sent to the address: SHA-256, base64url. */
  code: z.object({ hash: z.string(), expiresAt: z.number() }).optional(),
})

export type PushKeys = z.infer<typeof pushKeys>
export type WebhookKeys = z.infer<typeof webhookKeys>
export type EmailKeys = z.infer<typeof emailKeys>

export const readPushKeys = (json: string): PushKeys => pushKeys.parse(JSON.parse(json))
export const readWebhookKeys = (json: string): WebhookKeys => webhookKeys.parse(JSON.parse(json))
export const readEmailKeys = (json: string): EmailKeys => emailKeys.parse(JSON.parse(json))
