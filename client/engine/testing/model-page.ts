import type { PageConditions } from '../conditions.ts'
import type { LiveMessage, LivePrice, LiveStatus, PageReport } from '../live.ts'
import { createShown } from '../shown.ts'

/**
 * A page that is never content: it throws when it is shown an older state after a newer one, the
 * same change twice, or a transition without a reason.
 */
export interface ModelPage {
  report: PageReport
  /** Opens its ears to one life of one worker; what that one says after the next has begun is not heard. */
  listen(): (message: LiveMessage) => void
  deaf(): void
  prices(): Map<string, LivePrice>
  status(): LiveStatus | undefined
}

export const inFront: PageConditions = {
  visible: true,
  online: true,
  battery: { level: 0.9, charging: false },
  network: 'wifi',
  saveData: false,
  mobile: false,
  mode: 'auto',
  budgetBytes: undefined,
  forced: undefined,
}

export function createModelPage(page: string, symbols: string[]): ModelPage {
  const shown = createShown()
  let prices = new Map<string, LivePrice>()
  let status: LiveStatus | undefined
  let life = 0
  /** The newest state ever shown of a symbol: the model's prices only rise. */
  const highest = new Map<string, number>()

  function show(message: Extract<LiveMessage, { type: 'prices' }>): void {
    const news = shown.admit(message)
    if (news === undefined) return
    if (news.replace) prices = new Map()
    for (const price of news.prices) {
      const before = highest.get(price.symbol) ?? 0
      if (price.price < before) {
        throw new Error(`${price.symbol} went back from state ${before} to ${price.price}.`)
      }
      highest.set(price.symbol, price.price)
      prices.set(price.symbol, price)
    }
  }

  return {
    report: { page, conditions: inFront, symbols, inspects: false },
    listen() {
      const own = ++life
      /** What this life of the worker has told as new. */
      const told = new Map<string, LivePrice>()
      return (message) => {
        if (own !== life) return
        if (message.type === 'status') status = message.status
        if (message.type === 'transitions') {
          for (const { reason } of message.transitions) {
            if (!reason.type) throw new Error('A transition has no reason.')
          }
        }
        if (message.type !== 'prices') return
        if (!message.cached) {
          for (const price of message.prices) checkNew(told, price, message.replace)
        }
        show(message)
      }
    },
    deaf() {
      life += 1
    },
    prices: () => prices,
    status: () => status,
  }
}

/** Even unfiltered, an engine never repeats a change nor goes back. */
function checkNew(told: Map<string, LivePrice>, price: LivePrice, replace: boolean): void {
  const before = told.get(price.symbol)
  told.set(price.symbol, price)
  if (before === undefined) return
  if (price.price < before.price) throw new Error(`The engine went back with ${price.symbol}.`)
  if (!replace && price.epoch === before.epoch && price.sequence <= before.sequence) {
    throw new Error(`The engine told ${price.symbol} at ${price.sequence} twice.`)
  }
}
