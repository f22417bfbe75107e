import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cores, pin } from '../machine.ts'
import { kill, pidOf } from '../server.ts'
import type { Lateness, Trading, TradingAt } from './trading.ts'

/** A venue that trades on time, on the bench's core. */
export interface Venue extends TradingAt {
  /** How late its trades went out since this was asked last, ms. */
  lateness(): Promise<readonly number[]>
  stop(): Promise<void>
}

/** `program`: trading.ts, bundled. */
export async function startVenue(program: string, trading: Trading): Promise<Venue> {
  const child = fork(program, [JSON.stringify(trading)], { execArgv: [] })
  pin(pidOf(child), cores.bench)
  const hear = async () => {
    const [message] = await once(child, 'message')
    return message
  }
  const at = (await hear()) as TradingAt
  return {
    ...at,
    async lateness() {
      child.send('lateness')
      return ((await hear()) as Lateness).lateMs
    },
    stop: () => kill(child),
  }
}
