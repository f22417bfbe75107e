import { expect } from 'vitest'
import type { Topic, VenueEvent } from '../event.ts'

/** Only figures above zero and times of this century. */
export function expectSound(event: VenueEvent): void {
  const figures: (number | undefined)[] = []
  const times: (number | undefined)[] = []
  if (event.type === 'trade') {
    figures.push(event.trade.price, event.trade.size)
    times.push(event.trade.time)
  } else if (event.type === 'quote') {
    const { bid, ask, bidSize, askSize } = event.quote
    figures.push(bid ?? ask, bid, ask, bidSize, askSize)
    expect(bid ?? ask).toBeDefined()
  } else if (event.type === 'ticker') {
    const { last, open, high, low, time } = event.ticker
    figures.push(last, open, high, low)
    times.push(time)
  }
  for (const figure of figures) {
    if (figure !== undefined) expect(Number.isSafeInteger(figure) && figure > 0).toBe(true)
  }
  for (const time of times) expect(time).toBeGreaterThan(Date.UTC(2009, 0, 1) - 1)
}

/** What an event says, as one line. */
export function inShort(event: VenueEvent): string {
  switch (event.type) {
    case 'trade': {
      const { instrument, price, size, side, id, time } = event.trade
      return `trade ${instrument} ${price} ${size} ${side} ${id} ${time}`
    }
    case 'quote': {
      const { instrument, bid, bidSize, ask, askSize } = event.quote
      return `quote ${instrument} ${bid} ${bidSize} ${ask} ${askSize} ${event.update}`
    }
    case 'ticker': {
      const { instrument, last, open, high, low, volume } = event.ticker
      return `ticker ${instrument} ${last} ${open} ${high} ${low} ${volume}`
    }
    case 'refused':
      return event.reason
    case 'acknowledged':
      return `${event.op}d ${event.topic ? topicOf(event.topic) : 'all'}`
    case 'subscriptions':
      return `subscriptions ${event.topics.map(topicOf).join(', ')}`
    case 'unknown':
      return `unknown ${event.symbol}${event.whole ? ', whole' : ''}: ${event.reason}`
    case 'already':
      return `already ${topicOf(event.topic)}`
    case 'hurried':
      return `hurried: ${event.reason}`
    case 'shutdown':
    case 'alive':
      return event.type
  }
}

function topicOf({ channel, symbol }: Topic): string {
  return `${channel} ${symbol}`
}
