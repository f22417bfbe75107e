import { expect, it } from 'vitest'
import { type AlertCondition, type AlertRule, alertSources } from '../../shared/alert.ts'
import { firingsOf, type Tape } from './reference/firings.ts'
import type { Before, TapeEvent } from './reference/hearing.ts'
import { type Random, randomOf } from './reference/random.ts'
import { watched } from './reference/watched.ts'
import { ruleOf, startAt } from './testing.ts'

/*
 * Random rules on random tapes with gaps, outliers, stale prices, restarts, changes of venue, sessions
 * that begin and end, and with or without a past: the server fires at the same events as a reference
 * that knows nothing but the raw tape.
 */
/** Of each kind. */
const seeds = 200
const kinds = [
  ...['above', 'below', 'crosses', 'enters', 'leaves', 'change', 'change-since-close'],
  ...['day-high', 'day-low', 'volume', 'silence'],
] as const
const close = 1_000
/** When the regular session of that day begins and ends in New York. */
const bells = [Date.UTC(2026, 10, 20, 14, 30), Date.UTC(2026, 10, 20, 21)] as const
const minuteMs = 60_000

function conditionOf(type: (typeof kinds)[number], { whole, pick }: Random): AlertCondition {
  const price = String(whole(980, 1_020) + pick(0, 0, 0.5))
  const [low, high] = [String(whole(970, 999)), String(whole(1_000, 1_030))]
  const direction = pick('up', 'down', 'either')
  const percent = pick(0.5, 1, 2, 3)
  switch (type) {
    case 'above':
    case 'below':
    case 'crosses':
      return { type, price }
    case 'enters':
    case 'leaves':
      return { type, low, high }
    case 'change':
      return { type, direction, percent, windowMs: pick(1, 5, 60, 1_440) * minuteMs }
    case 'change-since-close':
      return { type, direction, percent }
    case 'day-high':
    case 'day-low':
      return { type }
    case 'volume':
      return { type, times: pick(1.1, 1.5, 2), windowMs: pick(1, 60, 240) * minuteMs }
    case 'silence':
      return { type, afterMs: pick(1, 5, 60) * minuteMs }
  }
}

function ruleFor(kind: (typeof kinds)[number], random: Random): AlertRule {
  const { pick } = random
  const again = {
    type: 'again',
    hysteresisPercent: pick(0, 0.1, 0.5, 2),
    cooldownMs: pick(0, 0, 10_000, 10 * minuteMs),
  } as const
  const repeat = pick<AlertRule['repeat']>({ type: 'once' }, again, again, again)
  const sessions = pick('always', 'regular')
  return ruleOf(conditionOf(kind, random), { source: pick(...alertSources), repeat, sessions })
}

function tapeOf(kind: (typeof kinds)[number], random: Random): Tape {
  const { next, whole, pick } = random
  const isLong = kind === 'day-high' || kind === 'day-low' || kind === 'volume'
  const paceMs = isLong ? 20 * minuteMs : pick(500, 5_000, minuteMs)
  const traded = pick('spot', 'stock')
  // So that the bell rings in the midst of the tape.
  const began = traded === 'spot' ? startAt : pick(...bells) - whole(0, 80) * paceMs
  const events: TapeEvent[] = []
  let [at, price] = [began, whole(990, 1_010)]
  for (let n = 0; n < 160; n++) {
    at += whole(1, paceMs)
    price = Math.max(900, Math.min(1_100, price + whole(-6, 6) + pick(0, 0, 0, 0, whole(-25, 25))))
    const time = at - (next() < 0.1 ? whole(10_001, 60_000) : whole(0, 900))
    const shown = next() < 0.05 ? price * pick(2, 3) : price
    const chance = next()
    if (chance < 0.45) events.push({ type: 'trade', at, time, price: shown, size: whole(1, 50) })
    else if (chance < 0.8)
      events.push({ type: 'quote', at, time, bid: price - 1, ask: price + whole(0, 2) })
    else if (chance < 0.96 || isLong) events.push({ type: 'sweep', at })
    else events.push({ type: pick('restart', 'venue'), at })
  }
  return { events, startAt: began, kind: traded, close, before: beforeOf(began, random) }
}

/** Nothing, the last hours, or more than a day. */
function beforeOf(startAt: number, { whole, pick }: Random): Before | undefined {
  const count = pick(0, 0, whole(1, 300), 1_800)
  if (count === 0) return undefined
  const minutes = Array.from({ length: count }, (_, n) => {
    const price = whole(975, 1_025)
    const [high, low] = [price + whole(0, 5), price - whole(0, 5)]
    const time = Math.floor(startAt / minuteMs - count + n) * minuteMs
    return { time, high, low, close: price, volume: whole(0, 40) }
  })
  return { minutes, knownSince: minutes[0]?.time ?? startAt }
}

it.each(kinds)(
  'fires where the reference does: %s',
  async (kind) => {
    let fired = 0
    for (let seed = 1; seed <= seeds; seed++) {
      const random = randomOf(seed * 7_919 + kinds.indexOf(kind))
      const made = ruleFor(kind, random)
      const tape = tapeOf(kind, random)
      const expiresAt = random.pick(null, null, tape.events.at(random.whole(0, 159))?.at ?? null)
      const rule = { ...made, expiresAt }
      const [firings = []] = await watched([rule], tape)
      expect(firings, `seed ${seed}: ${JSON.stringify(rule)}`).toEqual(firingsOf(rule, tape))
      fired += firings.length
    }
    expect(fired).toBeGreaterThan(10)
  },
  60_000,
)
