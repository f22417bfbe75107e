import { protocolVersion } from '../../shared/protocol.ts'
import type { HubStatus } from '../hub/hub.ts'
import { downMessage } from './websocket-encoding.ts'

export interface GreetingOptions {
  status: () => Pick<HubStatus, 'market' | 'simulated'>
  now: () => number
}

/** Puts `connected` behind the head of an answer: what a client hears first is one packet. */
export function makeGreeting({ status, now }: GreetingOptions): (answer: string) => Buffer {
  /** The same for all who come at one moment. */
  let last: (ReturnType<typeof status> & { at: number; message: Buffer }) | undefined
  return (answer) => {
    const { market, simulated } = status()
    const at = now()
    if (last?.at !== at || last.market !== market || last.simulated !== simulated) {
      const about = { market, simulated, server_time: at }
      const message = downMessage({ type: 'connected', protocol: protocolVersion, ...about })
      last = { market, simulated, at, message }
    }
    const bytes = Buffer.allocUnsafe(answer.length + last.message.length)
    bytes.set(last.message, bytes.write(answer, 'latin1'))
    return bytes
  }
}
