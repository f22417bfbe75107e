import { newId } from './accounts/token.ts'
import { isBlind } from './alerts/memory.ts'
import { makeWatcher, type Resolved, type Watcher } from './alerts/watcher.ts'
import type { History } from './history/history.ts'
import type { Hub } from './hub/hub.ts'
import type { Catalogue } from './market/catalogue.ts'
import type { Log } from './operations/log.ts'
import type { AlertStore, Claimed } from './storage/alerts/alerts.ts'

export interface AlertingOptions {
  rules: AlertStore
  hub: Pick<Hub, 'read'>
  catalogue: Pick<Catalogue, 'get'>
  history: Pick<History, 'read'>
  onClaimed(claimed: Claimed): void
  log: Log
  now: () => number
}

export interface Alerting extends Watcher {
  /** Whether somebody lists it; true while nothing can be said. */
  isListed(symbol: string): boolean
  isBlind: typeof isBlind
}

const minuteMs = 60_000
const dayMs = 86_400_000
/** A market's last day may be so long ago. */
const closeWithinMs = 10 * dayMs
/** That the clock is wrong is said no more often. */
const unfitToldMs = 10 * minuteMs

/** The watcher among what this server knows: symbols, candles and the newest prices. */
export function makeAlerting(options: AlertingOptions): Alerting {
  const { rules, hub, catalogue, history, onClaimed, log, now } = options

  function resolve(symbol: string): Resolved {
    const { found, context } = hub.read([symbol], undefined)
    const instrument = found[0]
    // What is made up or recorded is nobody's price.
    const isReal = instrument?.venue !== 'SIMULATED' && instrument?.venue !== 'REPLAY'
    if (instrument === undefined) return context.market === 'live' ? undefined : 'waiting'
    if (!isReal) return 'waiting'
    return catalogue.get(instrument.id)?.status === 'dead' ? undefined : instrument
  }

  let unfitToldAt = Number.NEGATIVE_INFINITY

  const watcher = makeWatcher({
    rules,
    resolve,
    async past(instrument, ms) {
      const from = now() - ms
      const limit = Math.ceil(ms / minuteMs) + 1
      const minutes = await history.read({ instrument, interval: '1m', from, limit })
      return { minutes, knownSince: minutes[0]?.time ?? now() }
    },
    async close(instrument) {
      const today = Math.floor(now() / dayMs) * dayMs
      const range = { from: today - closeWithinMs, to: today - 1, limit: 1 }
      const days = await history.read({ instrument, interval: '1d', ...range })
      return days.at(-1)?.close
    },
    seen({ id }) {
      const state = hub.read([id], undefined).changes.at(-1)
      return state && { ...state, last: state.price }
    },
    newId,
    now,
    onClaimed,
    onTrouble: (err) =>
      log.warn({ err }, 'Alerts could not be kept or read; they are tried again.'),
    onUnfit({ id }, offMs) {
      if (Math.abs(now() - unfitToldAt) < unfitToldMs) return
      unfitToldAt = now()
      const fields = { instrument: id, offMs }
      log.warn(fields, 'Alerts stay silent: prices are old, or this machine’s clock must be set.')
    },
  })
  return { ...watcher, isBlind, isListed: (symbol) => resolve(symbol) !== undefined }
}
