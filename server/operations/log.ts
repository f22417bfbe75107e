import { type DestinationStream, pino } from 'pino'

/** What parts of the server log with; pino's signature, so that pino is it. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface LogOptions {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Standard output where absent. */
  destination?: DestinationStream
}

/** Never to be read in a log, wherever in the fields they stand. */
const secrets = ['authorization', 'cookie', 'token', 'adminToken', 'apiKey', 'key', 'password']

/** One JSON object a line, times in ISO 8601. */
export function makeLog({ level, destination }: LogOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: 'redacted',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
