import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { parsePrice, parseUnits } from '../../shared/price.ts'
import type { Trade } from '../../shared/trade.ts'
import { makeRecentTrades, type RecentTrades } from './recent-trades.ts'
import { keptTrades } from './trade-ring.ts'

const btc: Instrument = {
  ...{ id: 'BINANCE:BTCUSDT', venue: 'BINANCE', symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT' },
  ...{ decimals: 2, sizeDecimals: 5 },
}
const eth: Instrument = { ...btc, id: 'BINANCE:ETHUSDT', symbol: 'ETHUSDT', base: 'ETH' }
const okx: Instrument = { ...btc, id: 'OKX:BTC-USDT', venue: 'OKX', symbol: 'BTC-USDT' }

function trade({ id: instrument }: Instrument, time: number): Trade {
  return { instrument, time, receivedAt: time, price: time, size: 1, side: 'buy', id: time }
}

function begun(...instruments: Instrument[]): RecentTrades {
  const trades = makeRecentTrades()
  trades.begin(instruments, false)
  return trades
}

const read = (trades: RecentTrades, { id }: Instrument) =>
  trades.read(id, { since: undefined, limit: keptTrades })

it('keeps the trades of each instrument apart, and none of what is not listed', () => {
  const trades = begun(btc)
  trades.add(trade(btc, 1))
  trades.add(trade(eth, 2))
  expect([read(trades, btc).time, read(trades, eth).time]).toEqual([[1], []])
  trades.extend([eth])
  trades.add(trade(eth, 3))
  expect([read(trades, btc).time, read(trades, eth).time]).toEqual([[1], [3]])
})

it('goes on after a reconnect, but not after a change of decimals or of the market', () => {
  const trades = begun(btc)
  trades.add(trade(btc, 1))
  trades.begin([btc, eth], false)
  expect(read(trades, btc).time).toEqual([1])
  trades.begin([{ ...btc, sizeDecimals: 4 }], false)
  expect(read(trades, btc).time).toEqual([])
  trades.add(trade(btc, 2))
  trades.begin([{ ...btc, sizeDecimals: 4 }], true)
  expect(read(trades, btc).time).toEqual([])
})

it('knows what was missed while a venue was lost, and of what nobody wanted for a while', () => {
  const trades = begun(btc, eth, okx)
  for (const each of [btc, eth, okx]) trades.add(trade(each, 1))
  trades.interrupted('BINANCE')
  trades.want([btc.id, okx.id])
  for (const each of [btc, eth, okx]) trades.add(trade(each, 5))
  trades.want([btc.id])
  trades.add(trade(okx, 9))
  const since = [btc, eth, okx].map((each) => read(trades, each).unbrokenSince)
  expect(since).toEqual([5, 5, 9])
})

const tape = fileURLToPath(
  new URL(
    '../../../shared/data/tapes/binance_spot_btc_eth_20240808T2354_20240809.jsonl.gz',
    import.meta.url,
  ),
)
const why = existsSync(tape) ? '' : ' (skipped: the recording is not beside the project)'

it.skipIf(why)(`keeps the newest of a recorded market, as a plain sort has them${why}`, () => {
  const shape =
    /"s":"(\w+)","t":(\d+),"p":"(\d+\.\d{8})","q":"(\d+\.\d{8})","T":(\d+),"m":(true|false)/g
  const text = gunzipSync(readFileSync(tape)).toString()
  const prints = [...text.matchAll(shape)].map(
    ([, symbol, id, price, size, time, maker]): Trade => {
      const instrument = symbol === 'BTCUSDT' ? btc.id : eth.id
      const units = { price: parsePrice(price, 2) ?? 0, size: parseUnits(size, 5) ?? 0 }
      const side = maker === 'true' ? 'sell' : 'buy'
      return { instrument, time: Number(time), receivedAt: 0, ...units, side, id: Number(id) }
    },
  )
  expect(prints.length).toBeGreaterThan(10_000)
  const trades = begun(btc, eth)
  const seen = { [btc.id]: [] as Trade[], [eth.id]: [] as Trade[] }
  for (const [at, print] of prints.entries()) {
    // Every seventh comes late by some, and every fifth comes twice.
    const late = prints[at % 7 === 0 ? Math.max(0, at - 30) : at] ?? print
    for (const each of at % 5 === 0 ? [late, print, print] : [late, print]) {
      trades.add(each)
      const own = seen[each.instrument]
      if (own && !own.some(({ id }) => id === each.id)) own.push(each)
      if (own && own.length > 4 * keptTrades) own.splice(0, keptTrades)
    }
    if (at % 997 !== 0 && at !== prints.length - 1) continue
    for (const instrument of [btc, eth]) {
      const sorted = (seen[instrument.id] ?? [])
        .toSorted((a, b) => a.time - b.time || (a.id ?? 0) - (b.id ?? 0))
        .slice(-keptTrades)
      const { time, price, size, side } = read(trades, instrument)
      const rows = time.map((each, i) => [each, price[i], size[i], side[i]])
      expect(rows).toEqual(sorted.map((each) => [each.time, each.price, each.size, each.side]))
    }
  }
})
