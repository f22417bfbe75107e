import type { Alert, AlertCondition, AlertRule } from '../../shared/alert.ts'
import type { Instrument } from '../../shared/instrument.ts'
import type { Claimed, Firing, StoredAlert } from '../storage/alerts/alerts.ts'
import { makeWatcher, type Resolved, type WatcherOptions } from './watcher.ts'

/** For tests: alerts, prices and a storage in memory that can be out of reach. */
export const btc: Instrument = {
  ...{ id: 'BINANCE:BTCUSDT', venue: 'BINANCE', symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT' },
  ...{ decimals: 0, sizeDecimals: 0 },
}
export const okx: Instrument = { ...btc, id: 'OKX:BTC-USDT', venue: 'OKX', symbol: 'BTC-USDT' }
export const again = { type: 'again', hysteresisPercent: 1, cooldownMs: 0 } as const
export const startAt = Date.UTC(2026, 10, 20, 15)

export function ruleOf(condition: AlertCondition, patch: Partial<AlertRule> = {}): AlertRule {
  return {
    symbol: 'BTCUSDT',
    condition,
    source: 'last',
    repeat: { type: 'once' },
    expiresAt: null,
    sessions: 'always',
    note: '',
    sound: true,
    paused: false,
    ...patch,
  }
}

export function alertOf(rule: AlertRule, patch: Partial<Alert> = {}): StoredAlert {
  return {
    ...{ id: 'a', user: 'anna', rule, phase: 'armed', since: 0, memory: '{}' },
    ...{ evaluated: undefined, firings: 0, firedAt: undefined, createdAt: 0, version: 1 },
    ...patch,
  }
}

type Store = WatcherOptions['rules']

/** What storage does with versions, in memory. */
export interface TestStore extends Store {
  readonly rows: Map<string, StoredAlert>
  readonly claimed: Firing[]
  /** `lost`: writes, and says that it couldn't. */
  reach: 'there' | 'away' | 'lost'
}

export function makeTestStore(): TestStore {
  const rows = new Map<string, StoredAlert>()
  const claimed: Firing[] = []
  const store: TestStore = {
    rows,
    claimed,
    reach: 'there',
    async watched() {
      return [...rows.values()].filter(({ phase }) => phase !== 'done' && phase !== 'expired')
    },
    putSince: () => reached(() => [...rows.values()]),
    find: (ids) => reached(() => ids.flatMap((id) => rows.get(id) ?? [])),
    claim: (firings) =>
      reached(() =>
        firings.flatMap((firing): Claimed[] => {
          const { id, version, phase, since, memory, evaluated, notification } = firing
          const row = rows.get(id)
          const isBefore = claimed.some((each) => each.notification.id === notification.id)
          if (row === undefined || (row.version !== version && !isBefore)) return []
          if (!isBefore) {
            const counted = { version: version + 1, firings: row.firings + 1 }
            rows.set(id, { ...row, phase, since, memory, evaluated, ...counted })
            claimed.push(firing)
          }
          const kept = { ...notification, sequence: claimed.length, readAt: undefined }
          return [{ alert: id, user: row.user, notification: kept }]
        }),
      ),
    settle: (turns) =>
      reached(() =>
        turns.flatMap(({ id, version, phase, since, memory, evaluated }) => {
          const row = rows.get(id)
          if (row === undefined || row.version !== version) return []
          const looked = evaluated ?? row.evaluated
          rows.set(id, { ...row, phase, since, memory, evaluated: looked, version: version + 1 })
          return [id]
        }),
      ),
    look: (looks) =>
      reached(() => {
        for (const { id, evaluated } of looks) {
          const row = rows.get(id)
          if (row !== undefined) rows.set(id, { ...row, evaluated })
        }
      }),
  }

  async function reached<Result>(work: () => Result): Promise<Result> {
    if (store.reach === 'away') throw new Error('The storage is away.')
    const result = work()
    if (store.reach === 'lost') throw new Error('The answer is lost.')
    return result
  }
  return store
}

/** A watcher with its storage, clock and prices. */
export function makeRig(patch: Partial<WatcherOptions> = {}, store = makeTestStore()) {
  const told: Claimed[] = []
  const troubles: unknown[] = []
  const unfit: number[] = []
  let ids = store.claimed.length
  const rig = { now: startAt, listed: btc as Resolved }
  const watcher = makeWatcher({
    rules: store,
    resolve: () => rig.listed,
    past: async () => ({ minutes: [], knownSince: rig.now }),
    close: async () => undefined,
    seen: () => undefined,
    newId: () => `n${++ids}`,
    now: () => rig.now,
    onClaimed: (claimed) => told.push(claimed),
    onTrouble: (error) => troubles.push(error),
    onUnfit: (_, offMs) => unfit.push(offMs),
    ...patch,
  })

  /** Two of them, because the very first waits for a second one. */
  async function trade(price: number, { id = btc.id, ageMs = 0, size = 1, times = 1 } = {}) {
    rig.now += 1_000
    const time = rig.now - ageMs
    const trade = { instrument: id, time, receivedAt: rig.now, price, size }
    for (let n = 0; n < times; n++) watcher.trade({ ...trade, side: 'buy', id: undefined })
    await settled()
  }

  async function quote(bid: number, ask: number, { ageMs = 0 } = {}) {
    rig.now += 1_000
    const [time, receivedAt] = [rig.now - ageMs, rig.now]
    watcher.quote({ instrument: btc.id, time, receivedAt, bid, ask, bidSize: 1, askSize: 1 })
    await settled()
  }

  /** Keeps an alert and watches it, as the resource does. */
  async function add(rule: AlertRule, alert: Partial<Alert> = {}): Promise<StoredAlert> {
    const stood = await watcher.stand(alertOf(rule, alert))
    store.rows.set(stood.id, stood)
    await watcher.put(stood)
    await settled()
    return stood
  }

  const prices = () => store.claimed.map(({ evaluated }) => Number(evaluated.price))
  const phase = (id = 'a') => store.rows.get(id)?.phase
  return { rig, watcher, store, told, troubles, unfit, trade, quote, add, prices, phase }
}

/** All that storage in memory has to do is done. */
export async function settled(): Promise<void> {
  for (let n = 0; n < 20; n++) await Promise.resolve()
}
