import type { AlertRule } from '../../../shared/alert.ts'
import { sessionAt, type TradedAs } from '../../../shared/sessions.ts'
import { type Before, begin, hear, type TapeEvent } from './hearing.ts'
import { measures, timesUsual } from './measures.ts'
import { isBack, meets } from './moves.ts'

/** What an alert is watched on. */
export interface Tape {
  events: readonly TapeEvent[]
  startAt: number
  kind: TradedAs
  /** The previous close. */
  close: number
  before: Before | undefined
}

/*
 * For tests: what alerts mean, once more and as plainly as can be. Everything that has been is kept,
 * and each question is answered by a loop over all of it.
 */

/** When it fires, by the indexes of the events. */
export function firingsOf(rule: AlertRule, tape: Tape): number[] {
  const { kind, close } = tape
  const firings: number[] = []
  let state: 'waiting' | 'cooling' | 'recovering' | 'done' = 'waiting'
  let coolUntil = 0
  /** What each measure was last; one alert has at most two. */
  let before: number[] | undefined
  /** The same, of this run of the server. */
  let measured: number[] | undefined
  let heard = start(tape.startAt)
  before = measured

  function start(at: number) {
    const begun = begin({ at, kind, source: rule.source }, tape.before)
    const { condition } = rule
    const times =
      condition.type === 'volume' ? timesUsual(begun, condition.windowMs, at) : undefined
    measured = times === undefined ? undefined : [times]
    return begun
  }

  function recover(): void {
    if (measured === undefined || !isBack(rule, measured)) return
    state = 'waiting'
    before = measured
  }

  for (const [index, event] of tape.events.entries()) {
    const { at } = event
    if (state === 'done' || (rule.expiresAt !== null && rule.expiresAt <= at)) break
    if (state === 'cooling' && coolUntil <= at) {
      state = 'recovering'
      if (event.type !== 'restart' && event.type !== 'venue') recover()
    }
    if (event.type === 'restart' || event.type === 'venue') {
      heard = start(at)
      if (event.type === 'venue') before = undefined
      else if (state === 'recovering') recover()
      else if (state === 'waiting') before ??= measured
      continue
    }
    const isLooking = rule.sessions === 'always' || sessionAt(kind, at).phase === 'regular'
    const step = hear(heard, event, isLooking)
    if (!isLooking) continue
    for (const next of measures(rule, step, close)) {
      measured = next
      if (state === 'recovering') {
        recover()
        continue
      }
      if (state !== 'waiting') continue
      const isMet = before !== undefined && meets(rule.condition, before, next)
      before = next
      if (!isMet) continue
      firings.push(index)
      state = rule.repeat.type === 'once' ? 'done' : 'cooling'
      if (rule.repeat.type === 'again') coolUntil = at + rule.repeat.cooldownMs
    }
  }
  return firings
}
