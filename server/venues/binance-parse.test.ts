import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { parseBinance } from './binance-parse.ts'
import { readWatchlist } from './binance-rest.ts'
import { knownInstruments } from './known.ts'
import { expectSound, inShort } from './testing/events.ts'

const now = Date.UTC(2026, 10, 21)
const instruments: ReadonlyMap<string, Instrument> = knownInstruments('BINANCE')
const parse = (text: string) => parseBinance(text, { instruments, receivedAt: now, now })

const folder = new URL('../../../shared/data/fixtures/binance/', import.meta.url)
const absent = !existsSync(fileURLToPath(folder))
const why = absent ? ' (skipped: the recorded frames are not beside the project)' : ''

function fixtures<T>(file: string): T[] {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
}

/** What each recorded frame says, in short. */
const expected: Record<string, string[]> = {
  subscribe_ack: [],
  unsubscribe_ack: [],
  list_subscriptions_result: [],
  error_unknown_method: ['Binance answered error 2'],
  error_invalid_json_docshape: ['Binance answered error 3'],
  ticker_raw_2026: ['ticker BINANCE:BTCUSDT 6800412 6944201 6950694 6615800 2569157255'],
  ticker_raw_2024: ['ticker BINANCE:BNBUSDT 55380 55770 58810 54170 1181388682'],
  ticker_combined: ['ticker BINANCE:ETHUSDT 179284 176461 180898 174894 4717035311'],
  miniTicker_combined: ['ticker BINANCE:BTCUSDT 10249227 10512106 10590971 10037226 2403263625'],
  miniTicker_combined_2: ['ticker BINANCE:ATOMUSDT 4159 4312 4361 4029 189544443'],
  trade_combined_1: ['trade BINANCE:BTCUSDT 6183763 2000 sell 3735683259 1723161255342'],
  trade_combined_2: ['trade BINANCE:ETHUSDT 268380 20 sell 1520538925 1723161255611'],
  bookTicker_combined_1: ['quote BINANCE:ETHUSDT 268380 30292 268381 314395 35346513501'],
  bookTicker_combined_2: ['quote BINANCE:BTCUSDT 6183763 378826 6183764 154698 50093239212'],
  aggTrade_combined_binanceus: ['An event of "OMGBUSD", which was not subscribed.'],
  kline_1m_combined_binanceus: ['An event of "OMGBUSD", which was not subscribed.'],
  ticker_arr_RETIRED: ['An event of "ETHBTC", which was not subscribed.'],
  serverShutdown_raw: ['shutdown'],
  serverShutdown_combined: ['shutdown'],
  usdm_aggTrade_2026: ['An event "aggTrade" of BTCUSDT, which was not subscribed.'],
}

it.skipIf(absent)(`reads every recorded frame as what it is, or names why not${why}`, () => {
  const frames = fixtures<{ name: string; dir: string; raw: string }>('ws.json')
  const received = frames.filter(({ dir }) => dir === 'recv')
  expect(received.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort())
  for (const { name, raw } of received) {
    const said = parse(raw).map(inShort)
    expect([name, said.length]).toEqual([name, expected[name]?.length])
    said.forEach((text, i) => {
      expect(text).toContain(expected[name]?.[i])
    })
  }
})

it.skipIf(absent)(`reads the recorded exchangeInfo${why}`, () => {
  const { body = '' } =
    fixtures<{ name: string; body: string }>('rest.json').find(
      ({ name }) => name === 'exchangeInfo',
    ) ?? {}
  expect(readWatchlist([JSON.parse(body)], ['ETHUSDT', 'BTCUSDT', 'EOSETH'])).toMatchObject({
    instruments: [
      { symbol: 'ETHUSDT', base: 'ETH', quote: 'USDT', decimals: 2, sizeDecimals: 4 },
      { symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT', decimals: 2, sizeDecimals: 5 },
    ],
    missing: [expect.stringContaining('EOSETH does not trade (its status is "BREAK")')],
  })
})

it('reads both forms of each event', () => {
  const trade = `{"e":"trade","E":${now},"s":"BTCUSDT","t":1,"p":"1.00","q":"2","T":${now},"m":false}`
  const quote = '{"u":9,"s":"BTCUSDT","b":"1.00","B":"2","a":"1.01","A":"3"}'
  const ticker = `{"e":"24hrTicker","E":${now},"s":"BTCUSDT","c":"2","o":"1","h":"3","l":"1","v":"0"}`
  for (const [raw, said] of [
    [trade, `trade BINANCE:BTCUSDT 100 200000 buy 1 ${now}`],
    [quote, 'quote BINANCE:BTCUSDT 100 200000 101 300000 9'],
    [ticker, 'ticker BINANCE:BTCUSDT 200 100 300 100 0'],
  ] as const) {
    expect(parse(raw).map(inShort)).toEqual([said])
    expect(parse(`{"stream":"any","data":${raw}}`).map(inShort)).toEqual([said])
    expect(parse(`{"stream":"any","data":[${raw},${raw}]}`).map(inShort)).toEqual([said, said])
  }
})

it('leaves figures out that the venue leaves out, and never the others', () => {
  const ticker = `{"e":"24hrTicker","E":${now},"s":"BTCUSDT","c":"2","o":"0.00","h":null,"v":"x"}`
  expect(parse(ticker)).toMatchObject([
    { ticker: { last: 200, open: undefined, high: undefined, low: undefined, volume: undefined } },
  ])
})

it('refuses exchangeInfo without readable ticks by name', () => {
  const symbols = ['A', 'B', 'C', 'D']
  const filters = [{ filterType: 'PRICE_FILTER', tickSize: '0.00' }, null]
  const rows = [
    null,
    { symbol: 'A', status: 'TRADING' },
    { symbol: 'B', status: 'TRADING', baseAsset: 'B', quoteAsset: 'X', filters },
    { symbol: 'C', status: 7 },
  ]
  const { instruments: trading, missing } = readWatchlist(
    [{ symbols: rows }, null, '<html>'],
    symbols,
  )
  expect(trading).toEqual([])
  expect(missing).toHaveLength(4)
})

it('never throws, and yields only figures above zero and times of this century', () => {
  const value = fc.oneof(
    fc.constantFrom(0, '0', '0.000', null, 'NaN', NaN, '', '-1', '1e9', '1e-9', 1e300, {}, []),
    fc.double(),
    fc.integer(),
    fc.string(),
    fc.constantFrom('BTCUSDT', 'trade', '24hrTicker', now, '61837.63000000', true),
  )
  const keys = ['e', 'E', 's', 'p', 'q', 'T', 't', 'm', 'b', 'B', 'a', 'A', 'u', 'c', 'o', 'h', 'v']
  const fields = fc.dictionary(fc.constantFrom(...keys), value)
  const likely = fields.map((rest) => ({ ...rest, s: 'BTCUSDT' }))
  const frame = fc.oneof(
    fc.json(),
    fc.string(),
    fc.oneof(fields, likely).map((data) => JSON.stringify({ stream: 'x', data })),
    likely.map((data) => JSON.stringify({ p: '1', ...data, e: 'trade', T: now })),
  )
  fc.assert(
    fc.property(frame, (text) => {
      for (const event of parse(text)) expectSound(event)
    }),
    { numRuns: 3000 },
  )
})
