import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

/** How this server runs, read once from the environment. */
export interface Config {
  port: number
  host: string
  dataFolder: string
  market: MarketChoice
  binance: { wsUrl: string; restUrl: string }
  /** Without a seed each start has a market of its own. */
  simulated: { seed: number | undefined; rate: number }
  adminToken: string | undefined
  /** Other origins than the server's own whose pages may open a WebSocket. */
  origins: readonly string[]
  trustProxy: boolean
  heartbeatMs: number
  maxConnections: number
  maxConnectionsPerAddress: number
  /** Absent: as it suits where the log goes. */
  logLevel: LogLevel | undefined
}

export type MarketChoice =
  | { kind: 'auto' | 'binance' | 'simulated' }
  | { kind: 'replay'; file: string; speed: number; loop: boolean }

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const whole = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max))

const integer = (min: number, max: number, preset: number) => whole(min, max).default(preset)

const flag = z
  .enum(['0', '1', 'true', 'false'])
  .transform((text) => text === '1' || text === 'true')
  .default(false)

const url = (protocols: readonly string[], preset: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))
    .transform((text) => text.replace(/\/+$/, ''))
    .default(preset)

/** Every variable, and the sentence that helps whoever set it wrong. */
const variables = {
  PORT: [integer(0, 65_535, 8080), 'must be a port from 0 to 65535; 0 takes any free one'],
  HOST: [
    z.string().min(1).default('0.0.0.0'),
    'must be an address to listen on, such as 127.0.0.1',
  ],
  EBB_DATA: [z.string().min(1).default('./data'), 'must be a folder for the data'],
  EBB_MARKET: [
    z
      .string()
      .regex(/^(auto|binance|simulated|replay:.+)$/)
      .default('auto'),
    'must be auto, binance, simulated or replay:<file>',
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
  EBB_BINANCE_WS_URL: [
    url(['ws:', 'wss:'], 'wss://data-stream.binance.vision'),
    'must be a ws:// or wss:// address',
  ],
  EBB_BINANCE_REST_URL: [
    url(['http:', 'https:'], 'https://data-api.binance.vision'),
    'must be an http:// or https:// address',
  ],
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
  EBB_TRUST_PROXY: [flag, 'must be 1 or 0; 1 only behind a proxy that sets X-Forwarded-For'],
  EBB_HEARTBEAT_MS: [integer(1_000, 600_000, 15_000), 'must be milliseconds from 1000 to 600000'],
  EBB_MAX_CONNECTIONS: [integer(1, 1_000_000, 20_000), 'must be a number from 1 to 1000000'],
  EBB_MAX_CONNECTIONS_PER_ADDRESS: [
    integer(1, 1_000_000, 100),
    'must be a number from 1 to 1000000',
  ],
  EBB_LOG_LEVEL: [z.enum(logLevels).optional(), `must be one of ${logLevels.join(', ')}`],
} as const

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
    const shown = name === 'EBB_ADMIN_TOKEN' ? '' : `, but is ${JSON.stringify(text)}`
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
  return {
    port: values.PORT,
    host: values.HOST,
    dataFolder,
    market: marketOf(values.EBB_MARKET, values.EBB_REPLAY_SPEED, values.EBB_REPLAY_LOOP),
    binance: { wsUrl: values.EBB_BINANCE_WS_URL, restUrl: values.EBB_BINANCE_REST_URL },
    simulated: { seed: values.EBB_SIMULATED_SEED, rate: values.EBB_SIMULATED_RATE },
    adminToken: values.EBB_ADMIN_TOKEN,
    origins: values.EBB_ORIGINS,
    trustProxy: values.EBB_TRUST_PROXY,
    heartbeatMs: values.EBB_HEARTBEAT_MS,
    maxConnections: values.EBB_MAX_CONNECTIONS,
    maxConnectionsPerAddress: values.EBB_MAX_CONNECTIONS_PER_ADDRESS,
    logLevel: values.EBB_LOG_LEVEL,
  }
}

function marketOf(text: string, speed: number, loop: boolean): MarketChoice {
  if (text === 'auto' || text === 'binance' || text === 'simulated') return { kind: text }
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
