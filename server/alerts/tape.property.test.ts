import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { type AlertCondition, type AlertRule, alertSources } from '../../shared/alert.ts'
import { firingsOf, type Tape } from './reference/firings.ts'
import type { Before, TapeEvent } from './reference/hearing.ts'
import { type Random, randomOf } from './reference/random.ts'
import { watched } from './reference/watched.ts'
import { ruleOf } from './testing.ts'

/*
 * Rules drawn near the prices of a real market, as it was recorded: bitcoin on Binance over eleven
 * minutes, bursts, trades before the quotes that they have moved, a recorder whose clock is 1.27 s
 * behind, and all. The watcher fires where the reference does.
 */
const file = fileURLToPath(
  new URL(
    '../../../shared/data/tapes/binance_spot_btc_eth_20240808T2354_20240809.jsonl.gz',
    import.meta.url,
  ),
)
const why = existsSync(file) ? '' : ' (skipped: the recording is not beside the project)'
const minuteMs = 60_000

/** What looks at the newest price alone, over the whole tape; windows, over stretches of it. */
const price = { events: Number.POSITIVE_INFINITY, stretches: 1, rules: 6 } as const
const window = { events: 1_500, stretches: 5, rules: 6 } as const
const kinds = [
  ['above', price],
  ['below', price],
  ['crosses', price],
  ['enters', price],
  ['leaves', price],
  ['change-since-close', price],
  ['silence', price],
  ['change', window],
  ['volume', { ...window, stretches: 12 }],
  ['day-high', window],
  ['day-low', window],
] as const
type Kind = (typeof kinds)[number][0]

interface Frame {
  stream: string
  data: { T: number; p: string; q: string; b: string; a: string }
}

/** In cents, and in 10^-5 bitcoins. */
function readTape(): TapeEvent[] {
  const cents = (text: string) => Math.round(Number(text) * 100)
  const events: TapeEvent[] = []
  let sweptAt = 0
  for (const line of gunzipSync(readFileSync(file)).toString().trim().split('\n')) {
    const at = Math.floor(Number(line.slice(0, 19)) / 1e6)
    const { stream, data }: Frame = JSON.parse(line.slice(20))
    if (at - sweptAt >= 1_000) events.push({ type: 'sweep', at })
    sweptAt = Math.max(sweptAt, Math.floor(at / 1_000) * 1_000)
    if (stream === 'btcusdt@trade') {
      const size = Math.round(Number(data.q) * 1e5)
      events.push({ type: 'trade', at, time: data.T, price: cents(data.p), size })
    } else if (stream === 'btcusdt@bookTicker') {
      events.push({ type: 'quote', at, time: at, bid: cents(data.b), ask: cents(data.a) })
    }
  }
  return events
}

const pricesOf = (events: readonly TapeEvent[]) =>
  events.flatMap((event) => (event.type === 'trade' ? event.price : []))

function ruleFor(kind: Kind, prices: readonly number[], random: Random): AlertRule {
  const { pick, whole } = random
  const near = () => (prices[whole(0, prices.length - 1)] ?? 0) + pick(0, 0, -1, 1, 0.5)
  const again = {
    type: 'again',
    hysteresisPercent: pick(0, 0.001, 0.005, 0.02),
    cooldownMs: pick(0, 0, 1_000, minuteMs),
  } as const
  const repeat = pick<AlertRule['repeat']>({ type: 'once' }, again, again, again)
  return ruleOf(conditionOf(), { source: pick(...alertSources), repeat })

  function conditionOf(): AlertCondition {
    const [low = 0, high = 0] = [near(), near()].sort((a, b) => a - b)
    const direction = pick('up', 'down', 'either')
    const percent = pick(0.005, 0.01, 0.02, 0.05)
    switch (kind) {
      case 'above':
      case 'below':
      case 'crosses':
        return { type: kind, price: String(near()) }
      case 'enters':
      case 'leaves':
        return { type: kind, low: String(low), high: String(high + 1) }
      case 'change':
        return { type: kind, direction, percent, windowMs: pick(1, 5, 60, 1_440) * minuteMs }
      case 'change-since-close':
        return { type: kind, direction, percent }
      case 'day-high':
      case 'day-low':
        return { type: kind }
      case 'volume':
        return { type: kind, times: pick(0.5, 1, 1.01, 2), windowMs: pick(1, 60, 240) * minuteMs }
      case 'silence':
        return { type: kind, afterMs: pick(300, 600, 1_000) }
    }
  }
}

/** More than a day until then, whose prices the stretch soon leaves behind, and a share of its volume. */
function beforeOf(events: readonly TapeEvent[], { whole }: Random): Before {
  const [startAt, endAt] = [events[0]?.at ?? 0, events.at(-1)?.at ?? 0]
  const prices = pricesOf(events)
  const [first = 0, low, high] = [prices[0], Math.min(...prices), Math.max(...prices)]
  const sizes = events.map((event) => (event.type === 'trade' ? event.size : 0))
  const perMs = sizes.reduce((sum, size) => sum + size, 0) / (endAt - startAt)
  // Whatever was in ten minutes was in the first of them: the reference looks at each of them each time.
  const minutes = Array.from({ length: 140 }, (_, n) => ({
    time: (Math.floor(startAt / minuteMs) - 1_400 + 10 * n) * minuteMs,
    high: whole(first, Math.ceil((first + high) / 2)),
    low: whole(Math.floor((first + low) / 2), first),
    close: first,
    volume: whole(0, Math.ceil(perMs * minuteMs)),
  }))
  return { minutes, knownSince: minutes[0]?.time ?? startAt }
}

const recorded = why === '' ? readTape() : []

it.skipIf(why).for(kinds)(
  `fires where the reference does on a real market: %s${why}`,
  { timeout: 120_000 },
  async ([kind, { events: length, stretches, rules: count }]) => {
    let fired = 0
    for (let stretch = 1; stretch <= stretches; stretch++) {
      const random = randomOf(stretch * 7_919 + kinds.findIndex(([each]) => each === kind))
      const from = random.whole(0, Math.max(0, recorded.length - length))
      const events = recorded.slice(from, from + length)
      const prices = pricesOf(events)
      const startAt = events[0]?.at ?? 0
      const close = Math.round((prices[0] ?? 0) * (1 + random.whole(-20, 20) / 100_000))
      const tape: Tape = { events, startAt, kind: 'spot', close, before: beforeOf(events, random) }
      const rules = Array.from({ length: count }, () => ruleFor(kind, prices, random))
      const found = await watched(rules, tape)
      for (const [index, rule] of rules.entries()) {
        expect(found[index], `${stretch}: ${JSON.stringify(rule)}`).toEqual(firingsOf(rule, tape))
      }
      fired += found.flat().length
    }
    expect(fired).toBeGreaterThan(10)
  },
)
