import { expect, it } from 'vitest'
import type { Candle } from '../../shared/candle.ts'
import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { type Instrument, instrumentId, type VenueName } from '../../shared/instrument.ts'
import * as binance from './binance-rest.ts'
import * as bybit from './bybit-rest.ts'
import * as coinbase from './coinbase-rest.ts'
import { candlesOf } from './klines.ts'
import * as kraken from './kraken-rest.ts'
import * as okx from './okx-rest.ts'
import { recordedAnswer, recordedAreAbsent, whySkipped } from './testing/recorded.ts'
import { readTurnovers } from './turnover.ts'
import type { HistoryInterval } from './venue.ts'

/** Of all venues' clocks the latest. */
const now = Date.UTC(2026, 10, 21)
const recorded = it.skipIf(recordedAreAbsent)

function instrument(venue: VenueName, symbol: string, decimals: number): Instrument {
  const id = instrumentId(venue, symbol)
  return { id, venue, symbol, base: 'BTC', quote: 'USD', decimals, sizeDecimals: 8 }
}

function bodyOf(venue: string, name: string): unknown {
  return JSON.parse(recordedAnswer(venue, name).body)
}

const candleAnswers: {
  of: Instrument
  name: string
  interval: HistoryInterval
  read: (answer: unknown) => Parameters<typeof candlesOf>[0]
  count: number
  first: Candle
  /** A clock at which the newest row is still forming. */
  at?: number
}[] = [
  {
    of: instrument('BINANCE', 'BTCUSDT', 2),
    name: 'klines_1m',
    interval: '1m',
    read: binance.readKlines,
    count: 4,
    first: {
      time: 1788080940000,
      ...{ open: 7808429, high: 7808429, low: 7808428, close: 7808428, volume: 49610000 },
    },
    at: 1788081200000,
  },
  {
    of: instrument('OKX', 'BTC-USDT', 1),
    name: 'candles_1m',
    interval: '1m',
    read: okx.readCandles,
    // The forming one says so itself.
    count: 4,
    first: {
      time: 1788083040000,
      ...{ open: 780343, high: 780401, low: 780342, close: 780401, volume: 100042818 },
    },
  },
  {
    of: instrument('BYBIT', 'BTCUSDT', 1),
    name: 'kline_1m_spot',
    interval: '1m',
    read: bybit.readCandles,
    count: 4,
    first: {
      time: 1788080940000,
      ...{ open: 780777, high: 780778, low: 780777, close: 780777, volume: 42891200 },
    },
    at: 1788081203987,
  },
  {
    of: instrument('COINBASE', 'BTC-USD', 2),
    name: 'candles_1h',
    interval: '1h',
    read: coinbase.readCandles,
    count: 5,
    first: {
      time: 1788314400000,
      ...{ open: 7696573, high: 7729296, low: 7690000, close: 7727715, volume: 21410059464 },
    },
  },
  {
    of: instrument('KRAKEN', 'BTC/USD', 1),
    name: 'ohlc_1h_assetVersion1',
    interval: '1h',
    read: kraken.readCandles,
    // The last row is forming, whatever our clock says.
    count: 3,
    first: {
      time: 1790348400000,
      ...{ open: 840019, high: 840759, low: 833515, close: 837775, volume: 15904484404 },
    },
  },
  {
    of: instrument('KRAKEN', 'BTC/USDT', 1),
    name: 'ohlc_1m_tail',
    interval: '1m',
    read: kraken.readCandles,
    // The minutes without a trade are filled flat by Kraken and left out here.
    count: 1,
    first: {
      time: 1762819980000,
      ...{ open: 1058994, high: 1058994, low: 1058994, close: 1058994, volume: 9443 },
    },
  },
]

for (const { of, name, interval, read, count, first, at = now } of candleAnswers) {
  recorded(
    `reads ${name} of ${of.venue}, oldest first, without the forming one${whySkipped}`,
    () => {
      const query = { instrument: of, interval, from: 0, to: now }
      const candles = candlesOf(read(bodyOf(of.venue.toLowerCase(), name)), query, at)
      expect(candles).toHaveLength(count)
      expect(candles[0]).toEqual(first)
      const times = candles.map(({ time }) => time)
      expect(times).toEqual([...times].sort((a, b) => a - b))
    },
  )
}

const lists: [VenueName, string, (answer: unknown) => CatalogueEntry[], string[]][] = [
  [
    'BINANCE',
    'exchangeInfo',
    binance.readExchangeInfo,
    [
      'BINANCE:EOSETH EOS ETH 7 1 dead',
      'BINANCE:BTCUSDT BTC USDT 2 5 trading',
      'BINANCE:ETHUSDT ETH USDT 2 4 trading',
    ],
  ],
  ['OKX', 'instruments_spot', okx.readInstruments, ['OKX:BTC-USDT BTC USDT 1 8 trading']],
  ['BYBIT', 'instruments_info_spot', bybit.readInstruments, ['BYBIT:BTCUSDT BTC USDT 1 6 trading']],
  [
    'COINBASE',
    'products_2026',
    coinbase.readProducts,
    ['COINBASE:BTC-USD BTC USD 2 8 trading', 'COINBASE:YFII-USD YFII USD 2 8 dead'],
  ],
  [
    'COINBASE',
    'products_2021_full_shape',
    coinbase.readProducts,
    ['COINBASE:BTC-USD BTC USD 2 8 trading', 'COINBASE:ETH-USD ETH USD 2 8 trading'],
  ],
  [
    'KRAKEN',
    'asset_pairs',
    kraken.readPairs,
    [
      'KRAKEN:BTC/USD BTC USD 1 8 trading',
      // A coin counted in 10^-8 would have volumes beyond 2^53.
      'KRAKEN:DOGE/USD DOGE USD 7 3 trading',
      'KRAKEN:ETH/BTC ETH BTC 6 4 trading',
      'KRAKEN:SOL/USD SOL USD 2 8 trading',
      'KRAKEN:ACA/EUR ACA EUR 5 5 halted',
    ],
  ],
]

for (const [venue, name, read, entries] of lists) {
  recorded(`reads ${name} of ${venue}${whySkipped}`, () => {
    const said = read(bodyOf(venue.toLowerCase(), name)).map(
      ({ id, base, quote, decimals, sizeDecimals, status }) =>
        [id, base, quote, decimals, sizeDecimals, status].join(' '),
    )
    expect(said).toEqual(entries)
  })
}

recorded(`names the errors that come with HTTP 200 and others${whySkipped}`, () => {
  const kinds = [
    okx.okxFault(bodyOf('okx', 'error_no_such_instrument')),
    okx.okxFault(bodyOf('okx', 'error_rate_limit')),
    bybit.bybitFault(bodyOf('bybit', 'error_rate')),
    bybit.bybitFault(bodyOf('bybit', 'error_symbol')),
    coinbase.coinbaseFault(bodyOf('coinbase', 'error_not_found')),
    coinbase.coinbaseFault(bodyOf('coinbase', 'error_rate')),
    kraken.krakenFault(bodyOf('kraken', 'error_unknown_pair')),
    kraken.krakenFault(bodyOf('kraken', 'error_rate')),
    binance.binanceFault(bodyOf('binance', 'error_invalid_symbol')),
    binance.binanceFault(bodyOf('binance', 'error_too_many_requests')),
    binance.binanceFault(bodyOf('binance', 'error_geo_block')),
    okx.okxFault(bodyOf('okx', 'candles_1m')),
    bybit.bybitFault(bodyOf('bybit', 'tickers_spot')),
    coinbase.coinbaseFault(bodyOf('coinbase', 'candles_1h')),
    kraken.krakenFault(bodyOf('kraken', 'trades')),
    binance.binanceFault(bodyOf('binance', 'ticker24hr_two')),
  ].map((fault) => fault?.kind)
  expect(kinds).toEqual([
    'unknown-instrument',
    'rate-limited',
    'rate-limited',
    'unknown-instrument',
    'unknown-instrument',
    'rate-limited',
    'unknown-instrument',
    'rate-limited',
    'unknown-instrument',
    'rate-limited',
    'refused',
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

recorded(`reads what was turned over in a day${whySkipped}`, () => {
  const bybitList = bodyOf('bybit', 'tickers_spot') as { result: { list: unknown } }
  const fields = { symbol: 'symbol', turnover: 'turnover24h' }
  expect([...readTurnovers(bybitList.result.list, fields)]).toEqual([['BTCUSDT', 243765621]])
  const two = bodyOf('binance', 'ticker24hr_two')
  expect([...readTurnovers(two, { symbol: 'symbol', turnover: 'quoteVolume' })]).toEqual([
    ['BTCUSDT', 2354076639],
    ['ETHUSDT', 1131373139],
  ])
})

it('refuses by name what is no candle', () => {
  const of = instrument('COINBASE', 'BTC-USD', 2)
  const query = { instrument: of, interval: '1m', from: 0, to: now } as const
  const good = [1788314400, 1, 3, 2, 2, 5]
  for (const bad of [
    [1788314400, 0, 3, 2, 2, 5],
    [1788314400, 1, 3, null, 2, 5],
    [1788314400, 1, 3, 2, 'NaN', 5],
    [1788314401, 1, 3, 2, 2, 5],
    [1788314400, 3, 1, 2, 2, 5],
    [1788314400, 1, 3, 2, 2, '0.-10000'],
    [null, 1, 3, 2, 2],
    'row',
  ]) {
    expect(() => candlesOf(coinbase.readCandles([good, bad]), query, now)).toThrow(
      'COINBASE: A candle of BTC-USD is',
    )
  }
  for (const body of [null, {}, '<html>', { list: 7 }]) {
    expect(() => coinbase.readCandles(body)).toThrow('Its candles are')
    expect(() => coinbase.readProducts(body)).toThrow('Its list of instruments is')
  }
  expect(candlesOf(coinbase.readCandles([good]), query, now)).toHaveLength(1)
})
