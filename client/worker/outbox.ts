import type { LiveMessage, LivePrice } from '../engine/live.ts'

/** A page that doesn't read loses the oldest of what only the diagnostics show. */
const maxTransitions = 200
/** Of notifications too: the standing says that there are more, and the page asks for them. */
const maxNotifications = 50

/** What a page has not read yet: of each instrument, of the status and of an insight only the newest. */
export interface Outbox {
  add(message: LiveMessage): void
  isEmpty(): boolean
  /** In the order in which a page takes them; empties the box. */
  take(): LiveMessage[]
}

export function createOutbox(): Outbox {
  let first: LiveMessage[] = []
  let prices = new Map<string, LivePrice>()
  let replace = false
  let cached = false
  let hasPrices = false
  let transitions: Extract<LiveMessage, { type: 'transitions' }>['transitions'] = []
  let status: LiveMessage | undefined
  let insight: LiveMessage | undefined
  let standing: LiveMessage | undefined
  let notifications: LiveMessage[] = []

  return {
    add(message) {
      switch (message.type) {
        case 'hello':
        case 'drain':
          first.push(message)
          break
        case 'status':
          status = message
          break
        case 'insight':
          insight = message
          break
        case 'notice':
          if (message.notice.type === 'notification') {
            notifications = [...notifications, message].slice(-maxNotifications)
          } else standing = message
          break
        case 'transitions':
          transitions = [...transitions, ...message.transitions].slice(-maxTransitions)
          break
        case 'prices':
          if (message.replace) {
            prices = new Map()
            replace = true
          }
          // The server's first word after rows from the device replaces them: they never mix.
          cached = message.cached
          hasPrices = true
          for (const price of message.prices) prices.set(`${price.venue}:${price.symbol}`, price)
      }
    },
    isEmpty: () =>
      first.length + transitions.length + notifications.length === 0 &&
      !hasPrices &&
      !status &&
      !insight &&
      !standing,
    take() {
      const messages: LiveMessage[] = [...first]
      if (hasPrices)
        messages.push({ type: 'prices', prices: [...prices.values()], replace, cached })
      if (transitions.length > 0) messages.push({ type: 'transitions', transitions })
      if (status !== undefined) messages.push(status)
      if (insight !== undefined) messages.push(insight)
      messages.push(...notifications)
      if (standing !== undefined) messages.push(standing)
      first = []
      prices = new Map()
      replace = false
      hasPrices = false
      transitions = []
      status = undefined
      insight = undefined
      notifications = []
      standing = undefined
      return messages
    },
  }
}
