import { batch, createSignal } from 'solid-js'
import { createStore, produce, unwrap } from 'solid-js/store'
import type { LiveMessage, LivePrice, LiveStatus } from '../engine/live.ts'
import { addTransitions, noHistory, takeOver } from './connection/history.ts'
import { makeNewest } from './newest.ts'

/** An instrument as its row shows it. */
export interface Row extends LivePrice {
  /** Read from the device and not yet confirmed. */
  cached: boolean
  /** The way the price last moved, and when. */
  flash: { way: 'up' | 'down'; at: number } | undefined
}

/** So long a flash takes: the same way again is shown once it is out. */
export const flashMs = 740

/** All that the engine has told this page. `apply` is called once a frame with what came since. */
export function createMarket() {
  const [rows, setRows] = createStore<Record<string, Row>>({})
  const known = unwrap(rows)
  const [status, setStatus] = createSignal<LiveStatus>()
  const [history, setHistory] = createSignal(noHistory)
  const [worker, setWorker] = createSignal<{ worker: string; version: string }>()
  const newest = makeNewest()
  let hear: (price: LivePrice) => void = () => {}
  let epoch: string | undefined

  function applyPrice(price: LivePrice, cached: boolean) {
    const current = known[price.symbol]
    if (!newest.wins(price, current)) return
    // The device's copy never takes the place of what a server has confirmed.
    if (cached && current && !current.cached) return
    if (price.epoch !== epoch) {
      if (epoch !== undefined) newest.leave(epoch)
      epoch = price.epoch
    }
    const flash = cached ? current?.flash : flashOf(current, price)
    write({ ...price, cached, flash })
    if (!cached) hear(price)
  }

  /** Only what has changed: a store that is given a whole row looks at all of it, a thousand times a second. */
  function write(row: Row): void {
    const before = known[row.symbol]
    setRows(row.symbol, before === undefined ? row : changesOf(before, row))
  }

  function applyPrices(message: Extract<LiveMessage, { type: 'prices' }>) {
    for (const price of message.prices) applyPrice(price, message.cached)
    if (!message.replace || message.cached) return
    const kept = new Set(message.prices.map(({ symbol }) => symbol))
    const gone = Object.keys(rows).filter((symbol) => !kept.has(symbol))
    if (gone.length === 0) return
    setRows(
      produce((all) => {
        for (const symbol of gone) delete all[symbol]
      }),
    )
  }

  function applyOne(message: LiveMessage) {
    switch (message.type) {
      case 'hello':
        setWorker({ worker: message.worker, version: message.version })
        setHistory((all) => takeOver(all, message.worker))
        return
      case 'prices':
        applyPrices(message)
        return
      case 'status':
        setStatus(message.status)
        return
      case 'transitions':
        setHistory((all) => addTransitions(all, message.transitions))
        return
      case 'notice':
        // Not of the market: notices.ts tells of them.
        return
      case 'drain':
        // The bridge changes worker; the page shows the same prices before and after.
        return
    }
  }

  /** Who asks for `BTCUSDT` and for `BINANCE:BTCUSDT` is told of one instrument, by its shorter name. */
  function row(symbol: string): Row | undefined {
    const known = rows[symbol]
    const colon = symbol.indexOf(':')
    if (known !== undefined || colon < 0) return known
    const same = rows[symbol.slice(colon + 1)]
    return same?.venue === symbol.slice(0, colon) ? same : undefined
  }

  return {
    rows,
    row,
    /**
     * Calls for each price that the server has confirmed: for whoever wants all of them, which is
     * cheaper than to follow every row.
     */
    onPrice(heard: (price: LivePrice) => void) {
      hear = heard
    },
    status,
    /** Newest last. */
    transitions: () => history().lines,
    worker,
    apply(messages: readonly LiveMessage[]) {
      batch(() => {
        for (const message of messages) applyOne(message)
      })
    },
    /** Nobody feeds the page: how things stand isn't known any more. */
    leave: () => setStatus(undefined),
  }
}

function changesOf<T extends object>(before: T, after: T): Partial<T> {
  const changes: Partial<T> = {}
  for (const field in after) if (after[field] !== before[field]) changes[field] = after[field]
  return changes
}

function flashOf(current: Row | undefined, { price, knownAt }: LivePrice): Row['flash'] {
  const before = current?.flash
  if (current === undefined || current.cached || price === current.price) return before
  const way = price > current.price ? 'up' : 'down'
  if (before?.way === way && knownAt - before.at < flashMs) return before
  return { way, at: knownAt }
}
