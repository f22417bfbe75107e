import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defaultSymbols } from '../../shared/instrument.ts'
import { makeBinance } from './binance.ts'
import { type Exchange, type ExchangeOptions, startExchange } from './testing/exchange.ts'
import { makeRecorder, type Recorder } from './testing/recorder.ts'
import { until } from './testing/until.ts'

let exchange: Exchange
let sink: Recorder
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
  sink = makeRecorder()
  stop = () => {}
})

afterEach(async () => {
  stop()
  await exchange.stop()
  vi.useRealTimers()
})

async function open(symbols?: string[], options: ExchangeOptions = {}): Promise<void> {
  exchange = await startExchange(options)
  const { wsUrl, restUrl } = exchange
  stop = makeBinance({ wsUrl, restUrl, symbols, random: () => 0.5 }).start(sink).stop
}

async function opened(): Promise<void> {
  await until(() => sink.phase() === 'open', 'the venue is connected')
  await until(() => exchange.connections.length === 1, 'the exchange knows it')
}

/** A trade that is waited for: whatever was sent before it has come too. */
async function mark(): Promise<void> {
  exchange.trade('BTCUSDT', 99_999)
  await until(() => sink.prices().at(-1) === 9_999_900, 'the mark comes')
  sink.trades.pop()
}

it('asks for everything in the URL, in lower case, and says nothing else', async () => {
  await open()
  await opened()
  const streams = exchange.connections[0]?.streams ?? new Set()
  expect(streams.size).toBe(48)
  for (const symbol of defaultSymbols) {
    for (const channel of ['trade', 'bookTicker', 'ticker']) {
      expect(streams).toContain(`${symbol.toLowerCase()}@${channel}`)
    }
  }
})

it('delivers trades, quotes and 24 h figures in units of the instrument', async () => {
  await open()
  await opened()
  const time = Date.now()
  exchange.trade('BTCUSDT', '61837.63000000', { size: '0.02', id: 7, time, buyerIsMaker: true })
  exchange.quote('ETHUSDT', '2683.80', '2683.81', { B: '3.0292' })
  exchange.ticker('DOGEUSDT', '0.12345', { o: '0.10000', h: '0.13', l: '0.09', v: '12345678' })
  await until(() => sink.tickers.length === 1, 'all has come')
  expect(sink.trades).toEqual([
    {
      instrument: 'BINANCE:BTCUSDT',
      time,
      receivedAt: time,
      price: 6_183_763,
      size: 2000,
      side: 'sell',
      id: 7,
    },
  ])
  expect(sink.quotes).toMatchObject([
    {
      instrument: 'BINANCE:ETHUSDT',
      time: undefined,
      bid: 268_380,
      bidSize: 30_292,
      ask: 268_381,
      askSize: 25_000,
    },
  ])
  expect(sink.tickers).toMatchObject([
    { last: 12_345, open: 10_000, high: 13_000, low: 9000, volume: 12_345_678 },
  ])
  expect(sink.refusals).toEqual([])
})

it('announces the instruments before their first trade, and once where exchangeInfo agrees', async () => {
  await open()
  expect(sink.lists).toHaveLength(1)
  expect(sink.lists[0]?.map(({ symbol }) => symbol)).toEqual([...defaultSymbols])
  await opened()
  expect(sink.lists).toHaveLength(1)
})

it('takes ticks and lots from exchangeInfo, also of what it did not know', async () => {
  await open(['BTCUSDT', 'PEPEUSDT'], { statuses: { PEPEUSDT: 'TRADING' } })
  await opened()
  expect(sink.lists.at(-1)).toMatchObject([
    { symbol: 'BTCUSDT', decimals: 2, sizeDecimals: 5 },
    { symbol: 'PEPEUSDT', decimals: 4, sizeDecimals: 1, base: 'PEPE', quote: 'USDT' },
  ])
  expect(exchange.connections[0]?.streams).toContain('pepeusdt@trade')
})

it('does not subscribe what does not trade, and says so', async () => {
  await open(['BTCUSDT', 'ADAUSDT'], { statuses: { ADAUSDT: 'BREAK' } })
  await opened()
  expect(sink.lists.at(-1)).toMatchObject([{ symbol: 'BTCUSDT' }])
  expect([...(exchange.connections[0]?.streams ?? [])].join()).not.toContain('ada')
  expect(sink.refusals[0]).toContain('ADAUSDT does not trade (its status is "BREAK")')
})

it('finds the one unlisted name that fails the whole question', async () => {
  await open(['BTCUSDT', 'MATICUSDT'])
  await opened()
  expect(sink.refusals).toEqual(['Binance does not list MATICUSDT: it is not subscribed.'])
  expect(sink.lists.at(-1)).toMatchObject([{ symbol: 'BTCUSDT' }])
})

it('connects with what it knows where REST answers HTML, and asks again', async () => {
  exchange = await startExchange({ statuses: { ADAUSDT: 'HALT' } })
  exchange.refuse({ status: 200, body: '<html>Are you human?</html>' }, 'rest')
  const { wsUrl, restUrl } = exchange
  const symbols = ['BTCUSDT', 'ADAUSDT']
  stop = makeBinance({ wsUrl, restUrl, symbols, random: () => 0.5 }).start(sink).stop
  await opened()
  await mark()
  expect(sink.refusals).toEqual([
    'The instruments of Binance are not known for sure. The answer is no JSON.',
  ])
  exchange.refuse()
  vi.advanceTimersByTime(3000)
  await until(() => sink.lists.length === 2, 'the list is announced anew')
  expect(sink.lists.at(-1)).toMatchObject([{ symbol: 'BTCUSDT' }])
  await until(() => exchange.connections.length === 2, 'a connection without ADA is made')
  expect(exchange.connections[1]?.streams.size).toBe(3)
})

it('does not wait for a catalogue that does not come', async () => {
  exchange = await startExchange()
  const { wsUrl } = exchange
  const mute = createServer(() => {}).listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const restUrl = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`
  stop = makeBinance({ wsUrl, restUrl }).start(sink).stop
  vi.advanceTimersByTime(1000)
  await opened()
  await mark()
  mute.close().closeAllConnections()
})

it('drops a trade that comes twice, and delivers a late one', async () => {
  await open()
  await opened()
  const time = Date.now()
  for (const [price, id, at] of [
    [1, 10, time],
    [3, 12, time + 20],
    [3, 12, time + 20],
    [2, 11, time + 10],
    [1, 10, time],
    [4, 13, time + 30],
  ] as const) {
    exchange.trade('BTCUSDT', price, { id, time: at })
  }
  await mark()
  expect(sink.prices()).toEqual([100, 300, 200, 400])
})

it('never lets an older quote or ticker follow a newer one', async () => {
  await open()
  await opened()
  for (const u of [5, 7, 6, 7, 8]) exchange.quote('BTCUSDT', 100 + u, 200, { u })
  const now = Date.now()
  for (const ago of [30, 10, 20, 0]) exchange.ticker('BTCUSDT', 100 + ago, { E: now - ago })
  await mark()
  expect(sink.quotes.map(({ bid }) => bid)).toEqual([10_500, 10_700, 10_800])
  expect(sink.tickers.map(({ last }) => last)).toEqual([13_000, 11_000, 10_000])
})

it('publishes no zero, null or NaN, and goes on', async () => {
  await open()
  await opened()
  const nothings = [0, '0.00000000', null, 'NaN', '', '-5', 'Infinity', '0.-10000']
  for (const nothing of nothings) {
    exchange.trade('BTCUSDT', nothing)
    exchange.trade('BTCUSDT', 5, { size: nothing })
    exchange.quote('BTCUSDT', nothing, nothing)
    exchange.ticker('BTCUSDT', nothing)
  }
  await mark()
  expect(sink.trades).toEqual([])
  expect(sink.quotes).toEqual([])
  expect(sink.tickers).toEqual([])
  expect(sink.refusals).toHaveLength(nothings.length * 4)
})

it('leaves the side out that a book does not have', async () => {
  await open()
  await opened()
  exchange.quote('BTCUSDT', '0.00000000', '61837.64', { B: '0.00000000' })
  await mark()
  expect(sink.quotes).toMatchObject([{ bid: undefined, bidSize: undefined, ask: 6_183_764 }])
})

it('refuses times of 1970, of 2008 and of the day after tomorrow', async () => {
  await open()
  await opened()
  const now = Date.now()
  // The last has a digit missing, as was recorded elsewhere.
  for (const time of [0, 1, Date.UTC(2008, 11, 31), now + 2 * 86_400_000, Math.floor(now / 10)]) {
    exchange.trade('BTCUSDT', 5, { time })
    exchange.ticker('BTCUSDT', 5, { E: time })
  }
  await mark()
  expect([...sink.trades, ...sink.tickers]).toEqual([])
  expect(sink.refusals).toHaveLength(10)
})

it('takes events of an exchange whose clock is 1.27 s ahead of ours', async () => {
  await open()
  await opened()
  const time = Date.now() + 1270
  exchange.trade('BTCUSDT', 5, { time })
  await mark()
  expect(sink.trades).toMatchObject([{ time, receivedAt: time - 1270 }])
})

it('names what is no event, and goes on', async () => {
  await open()
  await opened()
  const frames = [
    '<html><body>451</body></html>',
    '{"stream":"btcusdt@trade","data":{"e":"trade"',
    'pong',
    '',
    '[]',
    'null',
    '42',
    '{"stream":"btcusdt@trade","data":null}',
    '{"stream":"btcusdt@trade","data":[7]}',
    '{"code":3,"msg":"Invalid JSON: expected value at line 1 column 2"}',
    '{"error":{"code":2,"msg":"Invalid request"},"id":2}',
    '{"e":"trade","s":"MATICUSDT","p":"1","q":"1","T":1,"t":1}',
    '{"e":"kline","s":"BTCUSDT"}',
    Buffer.from([0x1f, 0x8b, 8, 0]),
  ]
  for (const frame of frames) exchange.send(frame)
  await mark()
  expect(sink.refusals).toHaveLength(frames.length)
  expect(sink.refusals).toContain('Binance answered error 2: "Invalid request".')
  expect(sink.refusals).toContain('A binary frame of 4 bytes from a venue of text.')
  expect(sink.phase()).toBe('open')
})

it('takes acknowledgements, fields it does not know, and the raw form', async () => {
  await open()
  await opened()
  const now = Date.now()
  exchange.send('{"result":null,"id":1}')
  exchange.send('{"result":["btcusdt@trade"],"id":3}')
  exchange.trade('BTCUSDT', 1, { nq: '0.003', st: 1, M: { deep: [] } })
  exchange.send(
    `{"e":"trade","E":${now},"s":"BTCUSDT","t":1,"p":"2.00","q":"1","T":${now},"m":false}`,
  )
  await mark()
  expect(sink.prices()).toEqual([100, 200])
  expect(sink.refusals).toEqual([])
})

it('takes a burst of eight times the usual without losing a trade', async () => {
  await open()
  await opened()
  exchange.burst('BTCUSDT', 3000, 5)
  exchange.burst('ETHUSDT', 3000, 6)
  await mark()
  expect(sink.trades).toHaveLength(6000)
})
