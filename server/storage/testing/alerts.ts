import type { Firing, StoredAlert, Target } from '../alerts/alerts.ts'

export function alert(id: string, user: string, patch: Partial<StoredAlert> = {}): StoredAlert {
  return {
    id,
    user,
    rule: {
      symbol: 'BTCUSDT',
      condition: { type: 'above', price: '70000' },
      source: 'last',
      repeat: { type: 'once' },
      expiresAt: null,
      sessions: 'always',
      note: '',
      sound: true,
      paused: false,
    },
    phase: 'armed',
    since: 1_000,
    memory: '{}',
    evaluated: undefined,
    firings: 0,
    firedAt: undefined,
    createdAt: 1_000,
    version: 1,
    ...patch,
  }
}

export function firing(id: string, patch: Partial<Firing> = {}): Firing {
  return {
    id,
    version: 1,
    phase: 'done',
    since: 2_000,
    memory: '{"side":"above"}',
    evaluated: { at: 2_000, venue: 'BINANCE', price: '70000.10' },
    notification: { id: `n of ${id}`, at: 2_000, event: { type: 'test' } },
    ...patch,
  }
}

export function target(id: string, user: string, patch: Partial<Target> = {}): Target {
  return {
    id,
    user,
    session: undefined,
    channel: 'push',
    address: 'https://push.example/1',
    keys: '{}',
    language: 'en',
    label: 'Firefox on Linux',
    createdAt: 1_000,
    takenAt: undefined,
    failingSince: undefined,
    ...patch,
  }
}
