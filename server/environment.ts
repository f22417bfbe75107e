import { z } from 'zod'
import { parseRange } from './delivery/public-address.ts'

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Venues that need no key, the preferred first: each may give the default watchlist. */
export const keylessVenues = ['binance', 'okx', 'bybit', 'coinbase', 'kraken'] as const
export type KeylessVenue = (typeof keylessVenues)[number]

const whole = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max))

const integer = (min: number, max: number, preset: number) => whole(min, max).default(preset)

const flag = z
  .enum(['0', '1', 'true', 'false'])
  .transform((text) => text === '1' || text === 'true')
  .default(false)

const url = (...protocols: string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()

const wsUrl = [url('ws:', 'wss:'), 'must be a ws:// or wss:// address'] as const
const restUrl = [url('http:', 'https:'), 'must be an http:// or https:// address'] as const
const key = [
  z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional(),
  'must be a key as the venue gave it',
] as const

const base64url = (bytes: number) =>
  z
    .string()
    .refine((text) => /^[\w-]+$/.test(text) && Buffer.from(text, 'base64url').length === bytes)
    .optional()

const isHost = (text: string) => /^[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(text)
const allowed = [
  z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim().toLowerCase()))
    .pipe(z.array(z.string().refine((text) => parseRange(text) !== undefined || isHost(text))))
    .default([]),
  'must be hosts, addresses and ranges such as ntfy.lan,10.0.0.0/8, separated by commas',
] as const

/** Never to be repeated in a sentence. */
export const secrets: ReadonlySet<string> = new Set([
  'EBB_ADMIN_TOKEN',
  'DATABASE_URL',
  'EBB_FINNHUB_KEY',
  'EBB_ALPHAVANTAGE_KEY',
  'EBB_VAPID_PRIVATE_KEY',
  'EBB_SMTP_URL',
])

/** Every variable, and the sentence that helps whoever set it wrong. */
export const variables = {
  PORT: [integer(0, 65_535, 8080), 'must be a port from 0 to 65535; 0 takes any free one'],
  HOST: [
    z.string().min(1).default('0.0.0.0'),
    'must be an address to listen on, such as 127.0.0.1',
  ],
  DATABASE_URL: [
    z
      .string()
      .refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol))
      .optional(),
    'must be a PostgreSQL address such as postgres://user:password@host:5432/ebb',
  ],
  EBB_DATA: [z.string().min(1).default('./data'), 'must be a folder for the data'],
  EBB_MARKET: [
    z
      .string()
      .regex(new RegExp(`^(auto|simulated|${keylessVenues.join('|')}|replay:.+)$`))
      .default('auto'),
    `must be auto, ${keylessVenues.join(', ')}, simulated or replay:<file>`,
  ],
  EBB_REPLAY_SPEED: [
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number)
      .pipe(z.number().max(1_000_000))
      .default(1),
    'must be a number from 0 to 1000000: 1 is as recorded, 0 as fast as it goes',
  ],
  EBB_REPLAY_LOOP: [flag, 'must be 1 or 0'],
  EBB_BINANCE_WS_URL: wsUrl,
  EBB_BINANCE_REST_URL: restUrl,
  EBB_OKX_WS_URL: wsUrl,
  EBB_OKX_REST_URL: restUrl,
  EBB_BYBIT_WS_URL: wsUrl,
  EBB_BYBIT_REST_URL: restUrl,
  EBB_COINBASE_WS_URL: wsUrl,
  EBB_COINBASE_REST_URL: restUrl,
  EBB_KRAKEN_WS_URL: wsUrl,
  EBB_KRAKEN_REST_URL: restUrl,
  EBB_FINNHUB_WS_URL: wsUrl,
  EBB_FINNHUB_REST_URL: restUrl,
  EBB_FINNHUB_KEY: key,
  EBB_ALPHAVANTAGE_REST_URL: restUrl,
  EBB_ALPHAVANTAGE_KEY: key,
  EBB_SIMULATED_SEED: [
    whole(0, 2 ** 32 - 1).optional(),
    'must be a whole number from 0 to 4294967295',
  ],
  EBB_SIMULATED_RATE: [
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number)
      .pipe(z.number().gt(0).max(1_000))
      .default(1),
    'must be a number above 0 and up to 1000: 1 is as busy as a real market',
  ],
  EBB_ADMIN_TOKEN: [z.string().min(16).optional(), 'must have 16 characters or more'],
  EBB_ORIGINS: [
    z
      .string()
      .transform((text) => text.split(',').map((each) => each.trim()))
      .pipe(
        z.array(z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text)),
      )
      .default([]),
    'must be origins such as https://ebb.example.org, separated by commas',
  ],
  EBB_VAPID_SUBJECT: [
    z
      .string()
      .refine((text) => URL.canParse(text) && /^(https|mailto):$/.test(new URL(text).protocol))
      .optional(),
    'must be an address to write to, such as mailto:you@example.org',
  ],
  EBB_VAPID_PUBLIC_KEY: [base64url(65), 'must be a public key of P-256, base64url'],
  EBB_VAPID_PRIVATE_KEY: [base64url(32), 'must be a private key of P-256, base64url'],
  EBB_PUSH_ALLOW: allowed,
  EBB_WEBHOOK_ALLOW: allowed,
  EBB_SMTP_URL: [
    url('smtp:', 'smtps:'),
    'must be a mail server such as smtps://user:password@mail.example.org',
  ],
  EBB_SMTP_FROM: [
    z
      .string()
      .regex(/^[^\r\n]*[^\s@]+@[^\s@]+$/)
      .optional(),
    'must be whom e-mails come from, such as Ebb <ebb@example.org>',
  ],
  EBB_TRUST_PROXY: [flag, 'must be 1 or 0; 1 only behind a proxy that sets X-Forwarded-For'],
  EBB_HEARTBEAT_MS: [integer(1_000, 600_000, 15_000), 'must be milliseconds from 1000 to 600000'],
  EBB_MAX_CONNECTIONS: [integer(1, 1_000_000, 20_000), 'must be a number from 1 to 1000000'],
  EBB_MAX_CONNECTIONS_PER_ADDRESS: [
    integer(1, 1_000_000, 100),
    'must be a number from 1 to 1000000',
  ],
  EBB_LOG_LEVEL: [z.enum(logLevels).optional(), `must be one of ${logLevels.join(', ')}`],
} as const
