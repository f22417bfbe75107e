import type { LiveMessage, LivePrice } from './live.ts'

type Prices = Extract<LiveMessage, { type: 'prices' }>

/** Epochs that were left are remembered, so that a late message of one isn't taken for a new one. */
const maxLeftEpochs = 32
/** Rows that are no longer shown are remembered too, the newest so many. */
const maxKnown = 2_000

interface Known {
  price: LivePrice
  confirmed: boolean
}

/**
 * What one page has been shown, across every worker that ever fed it: a reborn worker starts from
 * what it had saved, which may be older than what the page shows. Nothing older passes, not even for
 * a row that was out of sight in between.
 */
export interface Shown {
  /** What of a message is new to the page; `undefined` where nothing is. */
  admit(message: Prices): Prices | undefined
}

export function createShown(): Shown {
  const known = new Map<string, Known>()
  const left = new Set<string>()
  let visible = new Set<string>()
  let epoch: string | undefined

  function remember(price: LivePrice, confirmed: boolean): void {
    const key = keyOf(price)
    known.delete(key)
    known.set(key, { price, confirmed })
    visible.add(key)
    for (const oldest of known.keys()) {
      if (known.size <= maxKnown) break
      if (!visible.has(oldest)) known.delete(oldest)
    }
  }

  /** Rows from the device fill what is empty, and never touch what the server has confirmed. */
  function admitCached(message: Prices): Prices | undefined {
    const knowsBetter = [...visible].some((key) => known.get(key)?.confirmed)
    const replace = message.replace && !knowsBetter
    if (replace) visible = new Set()
    const prices: LivePrice[] = []
    for (const price of message.prices) {
      if (visible.has(keyOf(price))) continue
      const before = known.get(keyOf(price))
      const kept = before && isBetter(before, price) ? before : { price, confirmed: false }
      remember(kept.price, kept.confirmed)
      prices.push(kept.price)
    }
    return prices.length > 0 ? { ...message, prices, replace } : undefined
  }

  function admitConfirmed(message: Prices): Prices | undefined {
    if (!enterEpoch(message)) return undefined
    if (message.replace) visible = new Set()
    const prices: LivePrice[] = []
    for (const price of message.prices) {
      const before = known.get(keyOf(price))
      const isNew = before === undefined || isAfter(price, before)
      const kept = isNew ? price : before.price
      const wasVisible = visible.has(keyOf(price))
      remember(kept, true)
      if (isNew || !wasVisible) prices.push(kept)
    }
    return prices.length > 0 || message.replace ? { ...message, prices } : undefined
  }

  /** False for a late message of an epoch that was left: it knows of nothing newer than the page. */
  function enterEpoch({ prices }: Prices): boolean {
    const next = prices[0]?.epoch
    if (next === undefined || next === epoch) return true
    if (left.has(next) && knownUntil(prices) <= knownUntil(shownPrices())) return false
    if (epoch !== undefined) left.add(epoch)
    left.delete(next)
    epoch = next
    for (const oldest of left) {
      if (left.size <= maxLeftEpochs) break
      left.delete(oldest)
    }
    return true
  }

  function shownPrices(): LivePrice[] {
    return [...known.values()].filter((each) => each.confirmed).map(({ price }) => price)
  }

  return {
    admit: (message) => (message.cached ? admitCached(message) : admitConfirmed(message)),
  }
}

function keyOf(price: LivePrice): string {
  return `${price.venue}:${price.symbol}`
}

/**
 * Whether a row from the server is news: newer, or the same but confirmed only now, or told in full
 * only now.
 */
function isAfter(next: LivePrice, { price, confirmed }: Known): boolean {
  if (next.epoch !== price.epoch || next.sequence > price.sequence) return true
  if (next.sequence < price.sequence) return false
  const tellsMore =
    (price.bid === undefined && next.bid !== undefined) ||
    (price.ask === undefined && next.ask !== undefined)
  return !confirmed || tellsMore
}

/** Whether what is known beats a row from the device; across epochs only the clock can tell. */
function isBetter({ price, confirmed }: Known, cached: LivePrice): boolean {
  if (confirmed) return true
  if (price.epoch === cached.epoch) return price.sequence > cached.sequence
  return price.knownAt > cached.knownAt
}

function knownUntil(prices: readonly LivePrice[]): number {
  return prices.reduce((newest, { knownAt }) => Math.max(newest, knownAt), Number.NEGATIVE_INFINITY)
}
