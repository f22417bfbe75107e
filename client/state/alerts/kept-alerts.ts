import type { Alert, AlertRule } from '../../../shared/alert.ts'
import type { Settings } from '../../db/settings.ts'
import type { AlertChange, Refusal } from './changes.ts'
import { readAlerts, readRule } from './read-alert.ts'

/** What the device knows of the alerts, for the first paint and for when there is no connection. */
export interface KeptAlerts {
  alerts: readonly Alert[]
  /** When the server told them, epoch ms; `undefined`: never. */
  readAt: number | undefined
  /** Not arrived yet. */
  changes: readonly AlertChange[]
}

export const noAlerts: KeptAlerts = { alerts: [], readAt: undefined, changes: [] }

const name = 'ebb-alerts'

/**
 * One document that all tabs share: each changes it as it is, one at a time, and tells the others.
 * Without locks (plain http) two tabs at the very same moment may undo each other's.
 */
export function createKeptAlerts(settings: Settings, heard: (kept: KeptAlerts) => void) {
  const channel = new BroadcastChannel(name)
  let queue: Promise<unknown> = Promise.resolve()
  let isClosed = false
  channel.onmessage = () => {
    void read().then(heard)
  }

  async function read(): Promise<KeptAlerts> {
    return parse(await settings.get('alerts').catch(() => undefined))
  }

  async function change(next: (kept: KeptAlerts) => KeptAlerts): Promise<KeptAlerts> {
    const run = async () => {
      const kept = next(await read())
      await settings.set('alerts', kept)
      return kept
    }
    const kept = navigator.locks ? await navigator.locks.request(name, run) : await run()
    if (!isClosed) channel.postMessage('changed')
    heard(kept)
    return kept
  }

  return {
    read,
    /** Rejects where the device can't keep it. */
    update(next: (kept: KeptAlerts) => KeptAlerts): Promise<KeptAlerts> {
      const done = queue.then(() => change(next))
      queue = done.catch(() => {})
      return done
    },
    close(): void {
      isClosed = true
      channel.close()
    },
  }
}

function parse(value: unknown): KeptAlerts {
  if (!isObject(value)) return noAlerts
  const { readAt, changes } = value
  return {
    alerts: readAlerts(value.alerts) ?? [],
    readAt: typeof readAt === 'number' ? readAt : undefined,
    changes: Array.isArray(changes) ? changes.flatMap(parseChange) : [],
  }
}

function parseChange(value: unknown): AlertChange[] {
  if (!isObject(value)) return []
  const { type, id, at, version } = value
  if (typeof id !== 'string' || typeof at !== 'number') return []
  const about = { id, at, ...refusalOf(value.refusal) }
  if (type === 'remove') return [{ type, ...about }]
  if (type === 'make') {
    const rule = readRule(value.rule)
    return rule ? [{ type, rule, ...about }] : []
  }
  const base = readRule(value.base)
  if (type !== 'change' || base === undefined || typeof version !== 'number') return []
  const whole = isObject(value.rule) ? readRule({ ...base, ...value.rule }) : undefined
  if (whole === undefined || !isObject(value.rule)) return []
  return [{ type, rule: only(whole, Object.keys(value.rule)), base, version, ...about }]
}

function only(rule: AlertRule, fields: readonly string[]): Partial<AlertRule> {
  return Object.fromEntries(Object.entries(rule).filter(([field]) => fields.includes(field)))
}

function refusalOf(value: unknown): { refusal?: Refusal } {
  if (!isObject(value)) return {}
  const { type, field, detail, status } = value
  if (type === 'conflict' || type === 'gone') return { refusal: { type } }
  if (type !== 'refused' || typeof detail !== 'string' || typeof status !== 'number') return {}
  return {
    refusal: { type, detail, status, field: typeof field === 'string' ? field : undefined },
  }
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
