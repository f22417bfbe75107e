import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { z } from 'zod'
import type { DeliveryConfig } from './delivery/delivery.ts'
import {
  type KeylessVenue,
  keylessVenues,
  type LogLevel,
  secrets,
  variables,
} from './environment.ts'

/** How this server runs, read once from the environment. */
export interface Config {
  port: number
  host: string
  dataFolder: string
  /** PostgreSQL instead of a file in the data folder. */
  databaseUrl: string | undefined
  market: MarketChoice
  /** Where to reach each venue, where it isn't its own address. */
  venues: Record<KeylessVenue, VenueAddress>
  /** Venues that want a key; absent without one. */
  finnhub: (VenueAddress & { key: string }) | undefined
  alphavantage: { key: string; restUrl: string | undefined } | undefined
  /** Without a seed each start has a market of its own. */
  simulated: { seed: number | undefined; rate: number }
  adminToken: string | undefined
  /** Other origins than the server's own whose pages may open a WebSocket. */
  origins: readonly string[]
  trustProxy: boolean
  /** How people are told beyond the open app. */
  delivery: DeliveryConfig
  heartbeatMs: number
  maxConnections: number
  maxConnectionsPerAddress: number
  /** Absent: as it suits where the log goes. */
  logLevel: LogLevel | undefined
}

export interface VenueAddress {
  wsUrl: string | undefined
  restUrl: string | undefined
}

export type MarketChoice =
  | { kind: 'auto' | 'simulated' }
  | { kind: 'venue'; venue: KeylessVenue }
  | { kind: 'replay'; file: string; speed: number; loop: boolean }

export type Environment = Record<string, string | undefined>

/** The configuration, or the one sentence that says which variable to mend. */
export function readConfig(environment: Environment): Config | { wrong: string } {
  const wrong: string[] = []
  function read<Name extends keyof typeof variables>(
    name: Name,
  ): z.output<(typeof variables)[Name][0]> | undefined {
    const [schema, help] = variables[name]
    // An empty variable is one that isn't set: that is how compose files leave them.
    const text = environment[name] === '' ? undefined : environment[name]
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data as z.output<(typeof variables)[Name][0]>
    const shown = secrets.has(name) ? '' : `, but is ${JSON.stringify(text)}`
    wrong.push(`${name} ${help}${shown}.`)
    return undefined
  }
  const values = Object.fromEntries(
    Object.keys(variables).map((name) => [name, read(name as keyof typeof variables)]),
  ) as { [Name in keyof typeof variables]: z.output<(typeof variables)[Name][0]> }
  if (wrong[0] !== undefined) return { wrong: wrong[0] }

  const dataFolder = resolve(values.EBB_DATA)
  if (!isWritable(dataFolder)) {
    return { wrong: `EBB_DATA must be a folder that can be written to, but is ${dataFolder}.` }
  }
  const { EBB_VAPID_PUBLIC_KEY: publicKey, EBB_VAPID_PRIVATE_KEY: privateKey } = values
  if ((publicKey === undefined) !== (privateKey === undefined)) {
    return { wrong: 'EBB_VAPID_PUBLIC_KEY and EBB_VAPID_PRIVATE_KEY must be set both, or neither.' }
  }
  return {
    port: values.PORT,
    host: values.HOST,
    dataFolder,
    databaseUrl: values.DATABASE_URL,
    market: marketOf(values.EBB_MARKET, values.EBB_REPLAY_SPEED, values.EBB_REPLAY_LOOP),
    venues: {
      binance: { wsUrl: values.EBB_BINANCE_WS_URL, restUrl: values.EBB_BINANCE_REST_URL },
      okx: { wsUrl: values.EBB_OKX_WS_URL, restUrl: values.EBB_OKX_REST_URL },
      bybit: { wsUrl: values.EBB_BYBIT_WS_URL, restUrl: values.EBB_BYBIT_REST_URL },
      coinbase: { wsUrl: values.EBB_COINBASE_WS_URL, restUrl: values.EBB_COINBASE_REST_URL },
      kraken: { wsUrl: values.EBB_KRAKEN_WS_URL, restUrl: values.EBB_KRAKEN_REST_URL },
    },
    finnhub: values.EBB_FINNHUB_KEY
      ? {
          key: values.EBB_FINNHUB_KEY,
          wsUrl: values.EBB_FINNHUB_WS_URL,
          restUrl: values.EBB_FINNHUB_REST_URL,
        }
      : undefined,
    alphavantage: values.EBB_ALPHAVANTAGE_KEY
      ? { key: values.EBB_ALPHAVANTAGE_KEY, restUrl: values.EBB_ALPHAVANTAGE_REST_URL }
      : undefined,
    simulated: { seed: values.EBB_SIMULATED_SEED, rate: values.EBB_SIMULATED_RATE },
    adminToken: values.EBB_ADMIN_TOKEN,
    origins: values.EBB_ORIGINS,
    trustProxy: values.EBB_TRUST_PROXY,
    delivery: {
      vapid: {
        subject: values.EBB_VAPID_SUBJECT,
        keys: publicKey && privateKey ? { publicKey, privateKey } : undefined,
      },
      allow: { push: values.EBB_PUSH_ALLOW, webhook: values.EBB_WEBHOOK_ALLOW },
      smtp: smtpOf(values.EBB_SMTP_URL, values.EBB_SMTP_FROM),
    },
    heartbeatMs: values.EBB_HEARTBEAT_MS,
    maxConnections: values.EBB_MAX_CONNECTIONS,
    maxConnectionsPerAddress: values.EBB_MAX_CONNECTIONS_PER_ADDRESS,
    logLevel: values.EBB_LOG_LEVEL,
  }
}

/** E-mails come from whoever logs in, where nothing else is said. */
function smtpOf(url: string | undefined, from: string | undefined): DeliveryConfig['smtp'] {
  if (url === undefined) return undefined
  const { username, hostname } = new URL(url)
  const user = decodeURIComponent(username)
  return { url, from: from ?? `Ebb <${user.includes('@') ? user : `ebb@${hostname}`}>` }
}

function marketOf(text: string, speed: number, loop: boolean): MarketChoice {
  if (text === 'auto' || text === 'simulated') return { kind: text }
  const venue = keylessVenues.find((each) => each === text)
  if (venue !== undefined) return { kind: 'venue', venue }
  return { kind: 'replay', file: resolve(text.slice('replay:'.length)), speed, loop }
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
