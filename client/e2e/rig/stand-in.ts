import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.ts'

const program = fileURLToPath(new URL('../../../server/venues/testing/serve.ts', import.meta.url))
const recorded = new URL('../../../../shared/data/fixtures/', import.meta.url)

export type StandInVenue = 'binance' | 'okx' | 'bybit' | 'coinbase' | 'kraken'

export interface StandIn {
  /** Leads the server to it. */
  environment: Record<string, string>
  /** Resolves once it is gone. */
  kill(): Promise<void>
}

/** A venue that speaks as the real one does, in a process of its own. */
export async function startStandIn(
  venue: StandInVenue,
  { frame, refuse }: { frame?: string | undefined; refuse?: number } = {},
): Promise<StandIn> {
  const child = startChild(process.execPath, {
    args: [
      ...['--import', 'tsx', program, venue],
      ...(frame === undefined ? [] : ['--frame', frame]),
      ...(refuse === undefined ? [] : ['--refuse', String(refuse)]),
    ],
  })
  const [, wsUrl = '', restUrl = ''] = await child.says(/ready (\S+) (\S+)/)
  return {
    environment: addressOf(venue, { wsUrl, restUrl }),
    kill: () => child.kill('SIGKILL'),
  }
}

/** A venue at an address where nobody is. */
export function absent(venue: StandInVenue): Record<string, string> {
  return addressOf(venue, { wsUrl: 'ws://127.0.0.1:9', restUrl: 'http://127.0.0.1:9' })
}

function addressOf(
  venue: StandInVenue,
  { wsUrl, restUrl }: { wsUrl: string; restUrl: string },
): Record<string, string> {
  const name = `EBB_${venue.toUpperCase()}`
  return { [`${name}_WS_URL`]: wsUrl, [`${name}_REST_URL`]: restUrl }
}

/** A frame as it was recorded; `undefined` where the recordings aren't beside the project. */
export function recordedFrame(venue: StandInVenue, name: string): string | undefined {
  const file = fileURLToPath(new URL(`${venue}/ws.json`, recorded))
  if (!existsSync(file)) return undefined
  const frames = JSON.parse(readFileSync(file, 'utf8')) as { name: string; raw: string }[]
  const found = frames.find((frame) => frame.name === name)
  if (found === undefined) throw new Error(`${venue} has no recorded frame ${name}.`)
  return found.raw
}
