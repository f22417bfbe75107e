import { expect, it } from 'vitest'
import { type AlertCondition, type AlertRule, alertSources } from '../../shared/alert.ts'
import { firingsOf, type TapeEvent } from './reference.ts'
import { btc, makeRig, makeTestStore, okx, ruleOf, settled, startAt } from './testing.ts'

/*
 * Random rules on random tapes with gaps, outliers, stale prices, restarts and changes of venue: the
 * server fires at the same events as a reference that knows nothing but the raw tape.
 */
/** Of each kind. */
const seeds = 200
const kinds = [
  ...['above', 'below', 'crosses', 'enters', 'leaves', 'change', 'change-since-close'],
  ...['day-high', 'day-low', 'volume', 'silence'],
] as const
const close = 1_000
const minuteMs = 60_000

function randomOf(seed: number) {
  let state = seed
  /** Mulberry32. */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(...of: readonly [T, ...T[]]): T => of[whole(0, of.length - 1)] ?? of[0]
  return { next, whole, pick }
}
type Random = ReturnType<typeof randomOf>

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
  return ruleOf(conditionOf(kind, random), { source: pick(...alertSources), repeat })
}

function tapeOf(kind: (typeof kinds)[number], { next, whole, pick }: Random): TapeEvent[] {
  const isLong = kind === 'day-high' || kind === 'day-low' || kind === 'volume'
  const paceMs = isLong ? 20 * minuteMs : pick(500, 5_000, minuteMs)
  const tape: TapeEvent[] = []
  let [at, price] = [startAt, whole(990, 1_010)]
  for (let n = 0; n < 160; n++) {
    at += whole(1, paceMs)
    price = Math.max(900, Math.min(1_100, price + whole(-6, 6) + pick(0, 0, 0, 0, whole(-25, 25))))
    const time = at - (next() < 0.1 ? whole(10_001, 60_000) : whole(0, 900))
    const shown = next() < 0.05 ? price * pick(2, 3) : price
    const chance = next()
    if (chance < 0.45) tape.push({ type: 'trade', at, time, price: shown, size: whole(1, 50) })
    else if (chance < 0.8)
      tape.push({ type: 'quote', at, time, bid: price - 1, ask: price + whole(0, 2) })
    else if (chance < 0.96 || isLong) tape.push({ type: 'sweep', at })
    else tape.push({ type: pick('restart', 'venue'), at })
  }
  return tape
}

async function watched(rule: AlertRule, tape: readonly TapeEvent[]): Promise<number[]> {
  const store = makeTestStore()
  let listed = btc
  let rig = start()
  await rig.add(rule)
  const firings: number[] = []

  function start() {
    const made = makeRig({ close: async () => close }, store)
    made.rig.listed = listed
    return made
  }

  for (const [index, event] of tape.entries()) {
    rig.rig.now = event.at
    const instrument = listed.id
    switch (event.type) {
      case 'trade': {
        const { time, at: receivedAt, price, size } = event
        const [side, id] = [undefined, undefined]
        rig.watcher.trade({ instrument, time, receivedAt, price, size, side, id })
        break
      }
      case 'quote': {
        const { time, at: receivedAt, bid, ask } = event
        rig.watcher.quote({ instrument, time, receivedAt, bid, ask, bidSize: 1, askSize: 1 })
        break
      }
      case 'sweep':
        rig.watcher.sweep()
        break
      case 'restart':
        rig = start()
        rig.rig.now = event.at
        await rig.watcher.load()
        break
      case 'venue':
        listed = listed === btc ? okx : btc
        rig.rig.listed = listed
        rig.watcher.relisted()
    }
    await settled()
    while (firings.length < store.claimed.length) firings.push(index)
  }
  expect(rig.troubles).toEqual([])
  return firings
}

it.each(kinds)(
  'fires where the reference does: %s',
  async (kind) => {
    let fired = 0
    for (let seed = 1; seed <= seeds; seed++) {
      const random = randomOf(seed * 7_919 + kinds.indexOf(kind))
      const rule = ruleFor(kind, random)
      const tape = tapeOf(kind, random)
      const firings = await watched(rule, tape)
      expect(firings, `seed ${seed}: ${JSON.stringify(rule)}`).toEqual(firingsOf(rule, tape, close))
      fired += firings.length
    }
    expect(fired).toBeGreaterThan(10)
  },
  60_000,
)
