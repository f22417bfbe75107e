import type { AlertRule } from '../../shared/alert.ts'
import { partsOf, reachOf } from './conditions.ts'
import type { Followed, Following, Reading } from './following.ts'

/** What a rule reads of its instrument. */
export function readingOf({ symbol, sessions, condition }: AlertRule): Reading {
  return { symbol, sessions, reach: reachOf(condition) }
}

/** The parts of a rule, and the gauge of each. */
export function readOf(rule: AlertRule, { follow }: Followed) {
  const { condition, source, repeat, sessions } = rule
  const hysteresisPercent = repeat.type === 'again' ? repeat.hysteresisPercent : 0
  const { decimals } = follow.instrument
  const parts = partsOf(condition, { source, hysteresisPercent, decimals })
  return { parts, gauges: parts.map(({ gauge }) => follow.gaugesOf(sessions).of(gauge)) }
}

/** Once it resolves, what came before is known to a rule's gauges as far as it can be. */
export type Know = (rule: AlertRule, followed: Followed) => Promise<void>

export function makeKnowing(following: Following, onTrouble: (error: unknown) => void): Know {
  return async ({ condition, sessions }, followed) => {
    try {
      if (condition.type === 'change-since-close') await following.readClose(followed)
      else if (reachOf(condition) > 0) await following.readPast(followed, sessions)
    } catch (error) {
      onTrouble(error)
    }
  }
}
