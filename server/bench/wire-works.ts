import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Change, Frame } from '../../shared/frame.ts'
import { parsePrice } from '../../shared/price.ts'
import { createMarket, createRandom } from '../../shared/wire/testing/market.ts'

/** What is to be told: frames after a snapshot. */
export interface Work {
  name: string
  indexes: number[]
  snapshot: Frame
  frames: Frame[]
  /** Of the recorded or made-up time. */
  seconds: number
}

const startedAt = 1_723_161_254_000

/**
 * Moves in units as the real tape's, BTC and ETH by trade or quote in windows of 100 ms: 71 % of those
 * who changed stay where they were, 15 % go by one, and few go far. Straight between these shares.
 */
const moves: readonly (readonly [share: number, units: number])[] = [
  [0.71, 0],
  [0.861, 1],
  [0.884, 10],
  [0.907, 20],
  [0.931, 36],
  [0.954, 185],
  [0.977, 400],
  [0.9954, 846],
  [0.9995, 2_021],
  [1, 7_295],
]

/** In units, as large as the tape's in proportion to the price. */
function moveOf(random: (below: number) => number, price: number): number {
  const share = random(1_000_000) / 1_000_000
  const next = moves.findIndex(([limit]) => share < limit)
  const [limit, units] = moves[next] ?? [1, 0]
  const [from, least] = moves[next - 1] ?? [0, 0]
  const size = units <= 1 ? units : least + ((units - least) * (share - from)) / (limit - from)
  const scaled = size <= 1 ? size : Math.max(1, Math.round((size * price) / tapePrice))
  return random(2) === 0 ? scaled : -scaled
}

/** BTC's, in cents. */
const tapePrice = 6_183_763

export function synthetic(
  count: number,
  { perSecond, frames }: { perSecond: number; frames: number },
): Work {
  const random = createRandom(count)
  const market = createMarket({ count, now: startedAt, price: () => 10_000 + random(7_000_000) })
  const snapshot = copyOf(market.frame(undefined, startedAt))
  const windowMs = 1_000 / perSecond
  const made: Frame[] = []
  for (let n = 1; n <= frames; n++) {
    // A timer is late by a millisecond now and then.
    const now = startedAt + n * windowMs + random(2)
    const from = market.sequence()
    for (const { index, price } of market.changes) {
      const move = moveOf(random, price)
      market.step({
        now: now - random(windowMs),
        chosen: (each) => each === index,
        move: () => move,
      })
    }
    made.push(copyOf(market.frame(from, now)))
  }
  const indexes = market.changes.map(({ index }) => index)
  const name = `synthetic, ${count} instruments × ${perSecond}/s`
  return { name, indexes, snapshot, frames: made, seconds: frames / perSecond }
}

/** As a hub makes them, every one of the same shape. */
function copyOf({ epoch, from, to, snapshot, sentAt, merged, changes }: Frame): Frame {
  return { epoch, from, to, snapshot, sentAt, merged, changes: changes.map(copyChange) }
}

function copyChange(change: Change): Change {
  const { instrument, index, sequence, price, change24h, bid, ask, time, receivedAt } = change
  const { high24h, low24h, volume24h, stale } = change
  // biome-ignore format: one shape, one literal
  return { instrument, price, change24h, bid, ask, high24h, low24h, volume24h, time, receivedAt, stale, index, sequence }
}

const tapeFile = new URL(
  '../../../shared/data/tapes/binance_spot_btc_eth_20240808T2354_20240809.jsonl.gz',
  import.meta.url,
)

/** The real tape in windows of 100 ms: trades alone, or quotes too, as one who looks at both needs them. */
export function tape(withQuotes: boolean): Work | undefined {
  const file = process.env.EBB_TAPE ?? tapeFile
  if (!existsSync(file)) return undefined
  const market = createMarket({ count: 2, now: startedAt, price: (n) => (n ? 268_380 : tapePrice) })
  const snapshot = copyOf(market.frame(undefined, startedAt))
  const frames: Frame[] = []
  let from = market.sequence()
  let closesAt = startedAt + 100
  for (const line of gunzipSync(readFileSync(file)).toString().split('\n')) {
    const space = line.indexOf(' ')
    if (space < 0) continue
    const at = Math.floor(Number(line.slice(0, space - 6)))
    const { data } = JSON.parse(line.slice(space + 1))
    for (; at >= closesAt; closesAt += 100) {
      if (market.sequence() > from) frames.push(copyOf(market.frame(from, closesAt)))
      from = market.sequence()
    }
    const index = data.s === 'BTCUSDT' ? 0 : 1
    const change = market.changes[index]
    const isTrade = data.e === 'trade'
    if (change === undefined || (!isTrade && !withQuotes)) continue
    const price = isTrade ? (parsePrice(data.p, 2) ?? change.price) : change.price
    const move = () => price - change.price
    market.step({ now: at, chosen: (each) => each === index, move })
    if (isTrade) change.time = data.T
    else take(change, data)
  }
  const name = `real tape, BTC and ETH, ${withQuotes ? 'quotes and exact times too' : 'trades'}`
  return { name, indexes: [0, 1], snapshot, frames, seconds: (closesAt - startedAt) / 1_000 }
}

function take(change: Change, { b, a }: { b: string; a: string }): void {
  change.bid = parsePrice(b, 2)
  change.ask = parsePrice(a, 2)
}
