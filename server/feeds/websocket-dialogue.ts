import { type DownMessage, maxSymbols, type UpMessage } from '../../shared/protocol.ts'
import { unreachable } from '../../shared/unreachable.ts'
import type { Hub } from '../hub/hub.ts'
import type { Encoding, Output } from '../hub/output.ts'
import type { Subscription } from '../hub/subscriber.ts'
import type { Refused } from './up-message.ts'

/** What is said on one socket: a client's messages and their answers, about one subscription. */
export interface Dialogue {
  take(message: UpMessage): void
  refuse(refused: Refused): void
  /** Whether anything is subscribed. */
  isUsed(): boolean
  close(): void
}

export interface DialogueOptions {
  hub: Hub
  encoding: Encoding
  output: Omit<Output, 'hello'>
  send: (message: DownMessage) => void
  now: () => number
}

export function makeDialogue({ hub, encoding, output, send, now }: DialogueOptions): Dialogue {
  let subscription: Subscription | undefined

  function refuse(refused: Refused): void {
    send({ type: 'error', ...refused })
  }

  function tellUnknown(symbols: string[]): void {
    if (symbols.length === 0) return
    const message = 'Nobody lists these symbols. GET /api/instruments tells which are there.'
    refuse({ code: 'unknown-symbol', message, symbols })
  }

  type Subscribe = UpMessage & { type: 'subscribe' }

  function open({ symbols, detail, cursor, interval_ms, heartbeat_ms }: Subscribe): Subscription {
    // Of the first hello no more than that is kept: it lists every instrument, for each client anew.
    let unknown: string[] | undefined
    const opened = hub.subscribe({
      output: {
        hello(hello) {
          unknown ??= hello.unknown
          send({ type: 'subscribed', ...hello })
        },
        // Spread last: else V8 makes a hidden class for each client, and each write has to look it up.
        ...output,
      },
      encoding,
      symbols,
      detail,
      cursor,
      intervalMs: interval_ms,
      heartbeatMs: heartbeat_ms,
    })
    tellUnknown(unknown ?? [])
    return opened
  }

  function extend(to: Subscription, message: Subscribe): void {
    const { symbols, detail, cursor, interval_ms, heartbeat_ms } = message
    if (to.count(symbols) > maxSymbols) {
      const text = `At most ${maxSymbols} symbols on one socket. Unsubscribe from some first.`
      refuse({ code: 'too-many-symbols', message: text })
      return
    }
    if (interval_ms !== undefined || heartbeat_ms !== undefined) {
      to.pace({ intervalMs: interval_ms, heartbeatMs: heartbeat_ms })
    }
    tellUnknown(to.add(symbols, { since: cursor, detail }).unknown)
  }

  function unsubscribe({ symbols: asked }: UpMessage & { type: 'unsubscribe' }): void {
    const symbols = subscription?.remove(asked).removed ?? []
    if (symbols.length > 0) send({ type: 'unsubscribed', symbols })
    else refuse({ code: 'not-subscribed', message: 'None of these symbols was subscribed.' })
  }

  function pace({ interval_ms, heartbeat_ms }: UpMessage & { type: 'cadence' }): void {
    if (subscription) subscription.pace({ intervalMs: interval_ms, heartbeatMs: heartbeat_ms })
    else refuse({ code: 'not-subscribed', message: 'Subscribe first; the cadence belongs to it.' })
  }

  function pong({ id }: UpMessage & { type: 'ping' }): void {
    send({ type: 'pong', ...(id !== undefined && { id }), server_time: now() })
  }

  return {
    take(message) {
      switch (message.type) {
        case 'subscribe':
          if (subscription) extend(subscription, message)
          else subscription = open(message)
          break
        case 'unsubscribe':
          unsubscribe(message)
          break
        case 'cadence':
          pace(message)
          break
        case 'ping':
          pong(message)
          break
        default:
          unreachable(message)
      }
    },
    refuse,
    isUsed: () => subscription !== undefined && subscription.count([]) > 0,
    close: () => subscription?.close(),
  }
}
