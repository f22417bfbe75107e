import type { Instrument } from '../../shared/instrument.ts'
import type { StoredAlert } from '../storage/alerts/alerts.ts'
import type { Memory } from './watch.ts'

/** What an alert remembers over a restart. */
export interface Kept extends Memory {
  /** Whose price it was, and how that was counted. */
  instrument: string | undefined
  /** Epoch ms; not before then is it armed again. */
  coolUntil: number
}

/** The one of an alert that is new, or watched anew. */
export const blank = '{}'

export function keptOf({ memory }: Pick<StoredAlert, 'memory'>): Kept {
  const kept: Partial<Kept> = JSON.parse(memory)
  return { instrument: undefined, zones: [], recovering: false, coolUntil: 0, ...kept }
}

/**
 * Whether an alert that is armed has nothing to go by yet. A change goes by any price, and silence by
 * none: they learn where they stand within a second.
 */
export function isBlind(alert: Pick<StoredAlert, 'phase' | 'rule' | 'memory'>): boolean {
  const { type } = alert.rule.condition
  if (alert.phase !== 'armed' || type === 'change' || type === 'silence') return false
  const { zones } = keptOf(alert)
  return zones.length > 0 && zones.every((zone) => zone === null)
}

/** The memory of nearly all: those that aren't cooling down. */
export function plainMemory(memory: Memory, instrument: string | undefined): string {
  const { zones, recovering } = memory
  return JSON.stringify({ instrument, zones, recovering, coolUntil: 0 } satisfies Kept)
}

/** Between two exchanges, or two ways to count, nothing is crossed. */
export function nameOf({ id, decimals }: Instrument): string {
  return `${id} ${decimals}`
}
