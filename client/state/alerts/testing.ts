import type { Alert, AlertRule } from '../../../shared/alert.ts'
import type { Row } from '../market.ts'
import { rowOf as anyRow } from '../testing.ts'

export function ruleOf(patch: Partial<AlertRule> = {}): AlertRule {
  return {
    ...{ symbol: 'BTCUSDT', condition: { type: 'above', price: '70000' }, source: 'last' },
    ...{ repeat: { type: 'once' }, expiresAt: null, sessions: 'always', note: '' },
    ...{ sound: true, paused: false },
    ...patch,
  }
}

export function alertOf(patch: Partial<Alert> = {}): Alert {
  return {
    ...{ id: 'a', rule: ruleOf(), phase: 'armed', since: 1, evaluated: undefined, firings: 0 },
    ...{ firedAt: undefined, createdAt: 1, version: 1 },
    ...patch,
  }
}

export function rowOf(patch: Partial<Row> = {}): Row {
  return anyRow({ price: 6_812_000, change24h: 0, bid: 6_811_900, ask: 6_812_100, ...patch })
}
