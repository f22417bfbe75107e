import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { type FoldedCandle, foldTrade, openCandle } from '../../shared/candle.ts'
import { formatUnits } from '../../shared/price.ts'
import { type ChartInterval, intervalStart } from '../../shared/rollup.ts'
import type { Trade } from '../../shared/trade.ts'
import { makeReplay } from './replay.ts'
import { makeRecorder } from './testing/recorder.ts'

const tape = fileURLToPath(
  new URL(
    '../../../shared/data/tapes/binance_spot_btc_eth_20240808T2354_20240809.jsonl.gz',
    import.meta.url,
  ),
)
const absent = !existsSync(tape)

it.skipIf(absent)(
  `plays the recorded tape whole, and its candles equal an independent fold${absent ? ' (skipped: the tape is not beside the project)' : ''}`,
  async () => {
    const sink = makeRecorder()
    await new Promise<void>((done) => {
      makeReplay({ file: tape, speed: 0 }).start({
        ...sink,
        status: ({ phase }) => {
          if (phase === 'ended') done()
        },
      })
    })
    expect(sink.refusals).toEqual([])
    expect(sink.trades).toHaveLength(34_419)
    expect(sink.quotes).toHaveLength(131_932)
    expect(sink.lists).toMatchObject([[{ symbol: 'ETHUSDT' }, { symbol: 'BTCUSDT' }]])
    for (const interval of ['1s', '1m'] as const) {
      const folded = fold(sink.trades, interval)
      expect(folded.length).toBeGreaterThan(interval === '1m' ? 20 : 1000)
      expect(folded).toEqual(independentFold(interval === '1m' ? 60_000n : 1000n))
    }
  },
)

/** `symbol time open high low close volume`, ascending. */
function fold(trades: readonly Trade[], interval: ChartInterval): string[] {
  const candles = new Map<string, FoldedCandle>()
  for (const trade of trades) {
    const start = intervalStart(trade.time, interval)
    const key = `${trade.instrument.slice('REPLAY:'.length)} ${start}`
    const candle = candles.get(key)
    if (candle) foldTrade(candle, trade)
    else candles.set(key, openCandle(trade, start))
  }
  return [...candles]
    .map(([key, { open, high, low, close, volume }]) => {
      const prices = [open, high, low, close].map((units) => formatUnits(units, 2))
      return `${key} ${prices.join(' ')} ${formatUnits(volume, key.startsWith('BTC') ? 5 : 4)}`
    })
    .sort()
}

/**
 * The same another way: straight from the raw text, by pattern instead of JSON, all trades sorted
 * first, figures as BigInt counts of 10^-8.
 */
function independentFold(lengthMs: bigint): string[] {
  const shape = /"s":"(\w+)","t":(\d+),"p":"(\d+)\.(\d{8})","q":"(\d+)\.(\d{8})","T":(\d+)/
  const groups = new Map<string, { at: bigint; id: bigint; price: bigint; size: bigint }[]>()
  for (const line of gunzipSync(readFileSync(tape)).toString().split('\n')) {
    const match = shape.exec(line)
    if (!match) continue
    const [, symbol, id = '', p = '', pp = '', q = '', qq = '', time = ''] = match
    const at = BigInt(time)
    const key = `${symbol} ${(at / lengthMs) * lengthMs}`
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push({ at, id: BigInt(id), price: BigInt(p + pp), size: BigInt(q + qq) })
  }
  return [...groups]
    .map(([key, group]) => {
      group.sort((a, b) => (a.at === b.at ? Number(a.id - b.id) : Number(a.at - b.at)))
      const byPrice = group.map(({ price }) => price).sort((a, b) => Number(a - b))
      const prices = [group[0]?.price, byPrice.at(-1), byPrice[0], group.at(-1)?.price]
      const volume = group.reduce((sum, { size }) => sum + size, 0n)
      const lot = key.startsWith('BTC') ? 5 : 4
      return `${key} ${prices.map((price) => decimal(price ?? 0n, 2)).join(' ')} ${decimal(volume, lot)}`
    })
    .sort()
}

/** Text of a count of 10^-8, cut to `decimals`; nothing but zeros may be cut. */
function decimal(count: bigint, decimals: number): string {
  const digits = count.toString().padStart(9, '0')
  const point = digits.length - 8
  expect(/^0*$/.test(digits.slice(point + decimals))).toBe(true)
  return `${digits.slice(0, point)}.${digits.slice(point, point + decimals)}`
}
