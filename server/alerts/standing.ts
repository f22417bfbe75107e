import type { AlertPhase } from '../../shared/alert.ts'
import type { StoredAlert } from '../storage/alerts/alerts.ts'
import { type Book, Entry, lookOf, memoryOf } from './entry.ts'
import type { Following } from './following.ts'
import { blank } from './memory.ts'
import type { Numbers } from './numbers.ts'
import { type Know, readingOf, readOf } from './reading.ts'
import { Watch } from './watch.ts'
import type { Resolved } from './watcher.ts'

export interface StandingOptions {
  following: Following
  numbers: Numbers
  know: Know
  resolve(symbol: string): Resolved
  now(): number
}

/** For an alert that is only looked at. */
const nobody: Book = { fire() {}, turn() {} }

/** How an alert that is about to be kept stands by what is known now: its phase and memory. */
export function makeStanding(options: StandingOptions) {
  const { following, numbers, know, resolve, now } = options

  return async function stand(alert: StoredAlert): Promise<StoredAlert> {
    const phase = alert.rule.paused ? 'paused' : 'armed'
    const made = { ...alert, phase, since: now(), memory: blank } as const
    const instrument = resolve(alert.rule.symbol)
    if (phase === 'paused' || typeof instrument !== 'object') return made
    const number = numbers.take()
    const entry = new Entry(made, number, nobody)
    const group = following.join(instrument, readingOf(alert.rule), number)
    try {
      const read = readOf(alert.rule, group.followed)
      await know(alert.rule, group.followed)
      const memory = { zones: [], recovering: false }
      const watch = new Watch(entry, { ...read, memory, number })
      watch.start()
      watch.halt()
      Object.assign(entry, { watch, group })
      const stands: AlertPhase = watch.phase()
      const evaluated = lookOf(entry)?.evaluation
      return { ...entry.alert, phase: stands, memory: memoryOf(entry), evaluated }
    } finally {
      following.leave(group, number)
      numbers.give(number)
    }
  }
}
