import type { LiveMessage, LivePrice } from './live.ts'

type Prices = Extract<LiveMessage, { type: 'prices' }>

/** Epochs that were left are remembered, so that a late message of one isn't taken for a new one. */
const maxLeftEpochs = 32

/**
 * What one page has been shown, across every worker that ever fed it: a reborn worker starts from
 * what it had saved, which may be older than what the page shows. Nothing older passes.
 */
export interface Shown {
  /** What of a message is new to the page; `undefined` where nothing is. */
  admit(message: Prices): Prices | undefined
}

export function createShown(): Shown {
  let rows = new Map<string, { price: LivePrice; confirmed: boolean }>()
  let epoch: string | undefined
  const left = new Set<string>()

  function moveTo(next: string): void {
    if (epoch !== undefined && epoch !== next) left.add(epoch)
    for (const oldest of left) {
      if (left.size <= maxLeftEpochs) break
      left.delete(oldest)
    }
    epoch = next
  }

  /** Rows from the device fill what is empty, and never touch what the server has confirmed. */
  function admitCached(message: Prices): Prices | undefined {
    const knowsBetter = [...rows.values()].some((row) => row.confirmed)
    if (message.replace && !knowsBetter) rows = new Map()
    const prices = message.prices.filter((price) => !rows.has(keyOf(price)))
    for (const price of prices) rows.set(keyOf(price), { price, confirmed: false })
    if (prices.length === 0) return undefined
    return { ...message, prices, replace: message.replace && !knowsBetter }
  }

  function admitConfirmed(message: Prices): Prices | undefined {
    const first = message.prices[0]
    if (first !== undefined) {
      if (left.has(first.epoch)) return undefined
      moveTo(first.epoch)
    }
    const next = message.replace
      ? new Map<string, { price: LivePrice; confirmed: boolean }>()
      : rows
    const prices: LivePrice[] = []
    for (const price of message.prices) {
      const key = keyOf(price)
      const shown = rows.get(key)
      const isNew = shown === undefined || !shown.confirmed || isAfter(price, shown.price)
      const kept = isNew ? price : shown.price
      next.set(key, { price: kept, confirmed: true })
      if (isNew || message.replace) prices.push(kept)
    }
    rows = next
    return prices.length > 0 || message.replace ? { ...message, prices } : undefined
  }

  return {
    admit: (message) => (message.cached ? admitCached(message) : admitConfirmed(message)),
  }
}

function keyOf(price: LivePrice): string {
  return `${price.venue}:${price.symbol}`
}

function isAfter(next: LivePrice, shown: LivePrice): boolean {
  return next.epoch !== shown.epoch || next.sequence > shown.sequence
}
